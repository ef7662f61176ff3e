/** Turns ids back into their text. */
import { existsSync } from "node:fs";
import { isWindrowError, quoted } from "@windrow/core";
import type { Command } from "commander";
import { CliError } from "../../errors/cli-error.ts";
import { isStandardInput } from "../../read/byte-chunks.ts";
import { oneInput } from "../../read/find-inputs.ts";
import { readInput } from "../../read/inputs.ts";
import { textOrNull } from "../../read/utf8.ts";
import { counted } from "../../show/numbers.ts";
import { safeJson } from "../../show/safe-json.ts";
import { type GuardedTerminal, hint, type Terminal } from "../../terminal/terminal.ts";
import type { TextTokenizer } from "../../tokens/text-tokenizer.ts";
import { loadTokenizer, type TokenizerOptions } from "../../options/tokenizer-options.ts";
import { writeExact } from "../../write/write-exact.ts";
import { looksLikeIds, readIds, type WrittenIds } from "./read-ids.ts";

/** What the command line said. */
export interface DecodeOptions extends TokenizerOptions {
  readonly json: boolean;
}

/** What `windrow decode --json` prints. */
export interface DecodeJson {
  readonly schemaVersion: 1;
  readonly encoding: string;
  /** How many ids there are, and the bytes of their text. */
  readonly tokens: number;
  readonly bytes: number;
  /** Null where the bytes are not UTF-8, as where the ids end within a character. */
  readonly text: string | null;
  /** The bytes in hexadecimal where `text` is null, else null. */
  readonly hex: string | null;
}

/** @throws CliError naming the place of what is not an id of the tokenizer */
export async function runDecode(
  given: readonly string[],
  options: DecodeOptions,
  command: Command,
  terminal: GuardedTerminal,
): Promise<void> {
  const written = await findIds(given, command, terminal);
  const tokenizer = await loadTokenizer(options, command, terminal);
  const bytes = bytesOf(written, tokenizer);
  if (!options.json) {
    await writeExact(bytes, terminal);
    const isLineOpen = terminal.isTerminal && bytes.length > 0 && bytes.at(-1) !== 0x0a;
    hint(`${isLineOpen ? "\n" : ""}${counted(written.ids.length, "token")} of ${tokenizer.name}`, terminal);
    return;
  }
  const text = textOrNull(bytes);
  const hex = text === null ? Buffer.from(bytes).toString("hex") : null;
  const sizes = { tokens: written.ids.length, bytes: bytes.length };
  const json: DecodeJson = { schemaVersion: 1, encoding: tokenizer.name, ...sizes, text, hex };
  terminal.stdout(`${safeJson(json)}\n`);
}

async function findIds(given: readonly string[], command: Command, terminal: Terminal): Promise<WrittenIds> {
  const [first] = given;
  if (first !== undefined && given.every(looksLikeIds)) return readIds(given.join(" "), undefined);
  const other = given.find((one) => !looksLikeIds(one) && !isStandardInput(one) && !existsSync(one));
  if (other !== undefined) command.error(`error: ${quoted(other)} is neither a token id nor a file.`);
  if (given.length > 1) command.error("error: give ids, or one file of ids, but not both.");
  const path = await oneInput(first, undefined, command, terminal);
  return readIds((await readInput(path, undefined, "token ids")).text, path);
}

/** @throws CliError where an id is none of the tokenizer; what else the tokenizer throws */
export function bytesOf(
  { ids, placeOf }: WrittenIds,
  tokenizer: Pick<TextTokenizer, "name" | "vocabSize" | "decodeBytes">,
): Uint8Array {
  try {
    return tokenizer.decodeBytes(ids);
  } catch (error) {
    if (!isWindrowError(error) || !error.code.endsWith("_INVALID_TOKEN_ID")) throw error;
    const index = Number(error.fields.index);
    throw new CliError(
      `Token id ${ids[index]} (${placeOf(index)}) is not a token of ${tokenizer.name}, whose ids go from 0 to ${tokenizer.vocabSize - 1}. ` +
        "Were the ids made with another tokenizer? Name it with --encoding or --tokenizer.",
      { cause: error },
    );
  }
}
