/** Cuts a text to so many tokens. */
import { constants } from "node:buffer";
import type { EncodeOptions, KeptPart } from "@windrow/tokenizer-bpe";
import type { Command } from "commander";
import { oneInput } from "../../read/find-inputs.ts";
import { fileJson, GIVEN_TEXT, readInput, readInputChunks } from "../../read/inputs.ts";
import { unusable } from "../../read/read-errors.ts";
import { countCodePoints } from "../../show/count-code-points.ts";
import { counted } from "../../show/numbers.ts";
import { safeJson } from "../../show/safe-json.ts";
import { type GuardedTerminal, hint } from "../../terminal/terminal.ts";
import { encodeChunks } from "../../tokens/encode-chunks.ts";
import { firstTokens, lastTokens, type TextPart } from "../../tokens/part-of-text.ts";
import { type Special, specialRules } from "../../options/special-option.ts";
import type { TextTokenizer } from "../../tokens/text-tokenizer.ts";
import { loadTokenizer, type TokenizerOptions } from "../../options/tokenizer-options.ts";
import { writeExact } from "../../write/write-exact.ts";

/** What the command line said. */
export interface TruncateOptions extends TokenizerOptions {
  readonly tokens: number;
  readonly from: KeptPart;
  readonly ellipsis: string;
  readonly special: Special;
  readonly text?: string;
  readonly json: boolean;
}

/** What `windrow truncate --json` prints. */
export interface TruncateJson {
  readonly schemaVersion: 1;
  readonly encoding: string;
  /** Null for `--text`, `-` for standard input. */
  readonly file: string | null;
  /** As asked for. */
  readonly maxTokens: number;
  readonly from: KeptPart;
  /** Whether the text had more than that. */
  readonly isCut: boolean;
  /** Tokens, code points and bytes of UTF-8 of what is left. */
  readonly tokens: number;
  readonly chars: number;
  readonly bytes: number;
  readonly text: string;
}

/** @throws CliError */
export async function runTruncate(
  file: string | undefined,
  options: TruncateOptions,
  command: Command,
  terminal: GuardedTerminal,
): Promise<void> {
  const path = await oneInput(file, options.text, command, terminal);
  const tokenizer = await loadTokenizer(options, command, terminal);
  const { tokens: maxTokens, from, json } = options;
  const rules = specialRules(options.special);
  const { text, tokens, isCut } =
    from === "start" ? await firstOf(path, options, tokenizer, rules) : await lastOf(path, options, tokenizer, rules);
  if (!json) {
    await writeExact(text, terminal);
    const isLineOpen = terminal.isTerminal && text !== "" && !text.endsWith("\n");
    const whole = isCut ? "" : ", the whole text";
    hint(`${isLineOpen ? "\n" : ""}${counted(tokens, "token")} of ${tokenizer.name}${whole}`, terminal);
    return;
  }
  const [chars, bytes] = [countCodePoints(text), Buffer.byteLength(text)];
  const head = { schemaVersion: 1, encoding: tokenizer.name, file: fileJson(path), maxTokens, from } as const;
  const result: TruncateJson = { ...head, isCut, tokens, chars, bytes, text };
  terminal.stdout(`${safeJson(result)}\n`);
}

type Truncated = TextPart & { readonly isCut: boolean };

/** Reads no more than it takes to be certain of the tokens. */
async function firstOf(
  path: string,
  { tokens: maxTokens, text: given, ellipsis }: TruncateOptions,
  tokenizer: TextTokenizer,
  rules: EncodeOptions,
): Promise<Truncated> {
  const read: string[] = [];
  let length = 0;
  async function* texts(): AsyncGenerator<string> {
    for await (const { text } of readInputChunks(path, given)) {
      read.push(text);
      length += text.length;
      if (length > constants.MAX_STRING_LENGTH)
        throw unusable(path, `the text of its first ${maxTokens} tokens does not fit into memory. Give fewer --tokens`);
      yield text;
    }
  }
  let tokens = 0;
  for await (const ids of encodeChunks(texts(), tokenizer, rules)) {
    tokens += ids.length;
    if (tokens > maxTokens) break;
  }
  if (length === 0) throw unusable(path === GIVEN_TEXT ? "--text" : path, "it is empty. Give some text");
  const text = read.join("");
  if (tokens <= maxTokens) return { text, tokens, isCut: false };
  if (ellipsis !== "") return cutText(text, maxTokens, { from: "start", ellipsis }, tokenizer, rules);
  return { ...firstTokens(text, maxTokens, tokenizer, rules), isCut: true };
}

async function lastOf(
  path: string,
  { tokens: maxTokens, text: given, from, ellipsis }: TruncateOptions,
  tokenizer: TextTokenizer,
  rules: EncodeOptions,
): Promise<Truncated> {
  const { text } = await readInput(path, given);
  if (from === "both" || ellipsis !== "") return cutText(text, maxTokens, { from, ellipsis }, tokenizer, rules);
  const part = lastTokens(text, maxTokens, tokenizer, rules);
  return { ...part, isCut: part.text !== text };
}

/** As `truncate` of the tokenizers cuts it. */
function cutText(
  text: string,
  maxTokens: number,
  { from, ellipsis }: Pick<TruncateOptions, "from" | "ellipsis">,
  tokenizer: TextTokenizer,
  rules: EncodeOptions,
): Truncated {
  const { allowedSpecial } = rules;
  const cut = tokenizer.truncate(text, maxTokens, { keep: from, ellipsis, allowedSpecial });
  return { text: cut, tokens: tokenizer.encode(cut, rules).length, isCut: cut !== text };
}
