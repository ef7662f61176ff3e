/** Tells what tokens are. */
import type { Command } from "commander";
import { textOrNull } from "../../read/utf8.ts";
import { grouped } from "../../show/numbers.ts";
import { CliError } from "../../errors/cli-error.ts";
import { fitText } from "../../show/fit-text.ts";
import { drawBytes } from "../../show/draw-text.ts";
import { safeJson } from "../../show/safe-json.ts";
import type { TextTokenizer, TokenOrigins } from "../../tokens/text-tokenizer.ts";
import { loadTokenizer, type TokenizerOptions } from "../../options/tokenizer-options.ts";
import { bold, columnsOf, type Terminal } from "../../terminal/terminal.ts";
import type { Special } from "../../options/special-option.ts";

/** What the command line said. */
export interface InspectOptions extends TokenizerOptions {
  readonly special: Special;
  readonly text?: string;
  readonly json: boolean;
}

/** What `windrow inspect --json` prints. */
export interface InspectJson {
  readonly schemaVersion: 1;
  readonly encoding: string;
  readonly vocabSize: number;
  readonly tokens: readonly InspectedToken[];
}

/** One token. */
export interface InspectedToken {
  readonly id: number;
  /** Null where the bytes are not whole characters. */
  readonly text: string | null;
  /** The bytes in hexadecimal. */
  readonly hex: string;
  readonly bytes: number;
  readonly special: boolean;
  /**
   * The order in which pairs are merged, lowest first: the id itself, or of a tokenizer.json the place of its first merge.
   * Null for a special token, and in a tokenizer.json for whatever no merge makes.
   */
  readonly rank: number | null;
  /** The two tokens whose merge made it. Empty where none did. */
  readonly mergedFrom: readonly { readonly id: number; readonly text: string | null; readonly hex: string }[];
  /** Up to two ids before and two after that are tokens. */
  readonly neighbours: readonly { readonly id: number; readonly text: string | null; readonly hex: string }[];
}

/** @throws CliError; BpeError BPE_INVALID_TOKEN_ID, HfError HF_INVALID_TOKEN_ID naming the range */
export async function runInspect(
  given: readonly number[],
  options: InspectOptions,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const { text, json } = options;
  if (text !== undefined && given.length > 0) command.error("error: both --text and an id given. Leave one out.");
  if (text === undefined && given.length === 0) command.error("error: no token given. Give an ID, or --text TEXT.");
  if (text === "") throw new CliError("--text is empty, so it has no tokens. Give some text.");
  const tokenizer = await loadTokenizer(options, command, terminal);
  const ids = text === undefined ? given : [...tokenizer.encode(text, { allowedSpecial: "all" })];
  const origins = await tokenizer.origins();
  const tokens = ids.map((id) => inspectToken(id, tokenizer, origins));
  if (json) {
    const result: InspectJson = { schemaVersion: 1, encoding: tokenizer.name, vocabSize: tokenizer.vocabSize, tokens };
    terminal.stdout(`${safeJson(result)}\n`);
    return;
  }
  terminal.stdout(
    tokens
      .map((token) => tokenLines(token, `${tokenizer.name} ${token.id}`, origins, terminal).join("\n"))
      .join("\n\n"),
  );
  terminal.stdout("\n");
}

function inspectToken(id: number, tokenizer: TextTokenizer, origins: TokenOrigins): InspectedToken {
  const bytes = tokenizer.tokenBytes(id);
  const { rank, from } = origins.of(id);
  const special = [...tokenizer.specialTokens.values()].includes(id);
  const tokens = (ids: readonly number[]): { id: number; text: string | null; hex: string }[] =>
    ids.flatMap((one) => {
      const found = bytesOf(one, tokenizer);
      return found === undefined ? [] : [{ id: one, text: textOrNull(found), hex: hexOf(found) }];
    });
  return {
    id,
    text: textOrNull(bytes),
    hex: hexOf(bytes),
    bytes: bytes.length,
    special,
    rank,
    mergedFrom: tokens(from),
    neighbours: tokens([id - 2, id - 1, id + 1, id + 2]),
  };
}

/** The bytes of an id, or undefined where it is not a token: some ids between the special tokens are none. */
function bytesOf(id: number, tokenizer: TextTokenizer): Uint8Array | undefined {
  try {
    return tokenizer.tokenBytes(id);
  } catch {
    return undefined;
  }
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

function tokenLines(token: InspectedToken, title: string, { ranks }: TokenOrigins, terminal: Terminal): string[] {
  const columns = columnsOf(terminal);
  const shown = (hex: string): string => drawBytes(Buffer.from(hex, "hex"), true);
  const listed = (tokens: InspectedToken["neighbours"], between: string): string =>
    tokens.map(({ id, hex }) => `${id} ${shown(hex)}`).join(between);
  const isByte = !token.special && token.bytes === 1;
  const notMerged = isByte ? "nothing: it is a byte" : "nothing is merged to it";
  const noRank = token.special ? "none: it is a special token" : "none";
  const rows = [
    ["text", shown(token.hex)],
    ["bytes", `${token.bytes}: ${token.hex.replaceAll(/../g, "$& ").trimEnd()}`],
    ["rank", token.rank === null ? noRank : `${grouped(token.rank)} of ${grouped(ranks)}`],
    ["from", token.mergedFrom.length === 0 ? notMerged : listed(token.mergedFrom, " + ")],
    ["near", listed(token.neighbours, "   ")],
  ];
  return [
    bold(fitText(title, columns), terminal),
    ...rows.map(([label, value]) => fitText(`  ${label!.padEnd(5)}  ${value}`, columns)),
  ];
}
