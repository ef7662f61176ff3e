/** Splits a text into chunks: lines of JSON, one JSON object, or a folder of files. */
import type { ChunkEnd } from "@windrow/tokenizer-bpe";
import type { Command } from "commander";
import { startProgress } from "../../terminal/progress.ts";
import { fileSize } from "../../read/file-size.ts";
import { oneInput } from "../../read/find-inputs.ts";
import { fileJson, GIVEN_TEXT, readInputChunks } from "../../read/inputs.ts";
import { shownName, unusable } from "../../read/read-errors.ts";
import type { TextChunk } from "../../read/read-utf8-chunks.ts";
import { counted } from "../../show/numbers.ts";
import { safeJson } from "../../show/safe-json.ts";
import { wrapWords } from "../../show/wrap-words.ts";
import { columnsOf, hint, type Terminal } from "../../terminal/terminal.ts";
import { type Special, specialRules } from "../../options/special-option.ts";
import { loadTokenizer, type TokenizerOptions } from "../../options/tokenizer-options.ts";
import { checkChunkFolder, chunkName, writeChunkFolder } from "./chunk-folder.ts";
import { type SplitChunk, splitText } from "./split-text.ts";

/** What the command line said. */
export interface SplitOptions extends TokenizerOptions {
  readonly tokens: number;
  readonly overlap: number;
  readonly at: ChunkEnd;
  readonly output?: string;
  readonly special: Special;
  readonly text?: string;
  readonly json: boolean;
}

/** What `windrow split --json` prints. */
export interface SplitJson {
  readonly schemaVersion: 1;
  readonly encoding: string;
  /** Null for `--text`, `-` for standard input. */
  readonly file: string | null;
  readonly maxTokens: number;
  readonly overlap: number;
  readonly at: ChunkEnd;
  /** The folder of `--output`, else null. */
  readonly output: string | null;
  /** With `--output` the name of each chunk's file in place of its text. */
  readonly chunks: readonly (SplitChunk | (Omit<SplitChunk, "text"> & { readonly file: string }))[];
}

/** What goes out in one turn: more would not let a closed pipe, or Ctrl-C, be heard. */
const TURN = 1 << 16;

/** @throws CliError */
export async function runSplit(
  file: string | undefined,
  options: SplitOptions,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const { tokens: maxTokens, overlap, at, output, json } = options;
  if (overlap >= maxTokens) command.error("error: --overlap must be less than --tokens.");
  const path = await oneInput(file, options.text, command, terminal);
  if (output !== undefined) await checkChunkFolder(output);
  const tokenizer = await loadTokenizer(options, command, terminal);
  const progress = startProgress(path === GIVEN_TEXT ? "--text" : shownName(path), fileSize(path), terminal);
  let [chunks, tokens, bytes] = [0, 0, 0];
  async function* texts(): AsyncGenerator<TextChunk> {
    for await (const chunk of readInputChunks(path, options.text)) {
      bytes += chunk.bytes;
      yield chunk;
      progress.update(bytes, tokens);
    }
    if (bytes === 0) throw unusable(path === GIVEN_TEXT ? "--text" : path, "it is empty. Give some text");
  }
  const each = async (use: (chunk: SplitChunk) => Promise<void> | void): Promise<void> => {
    const split = splitText(texts(), { maxTokens, overlap, at }, tokenizer, specialRules(options.special));
    for await (const chunk of split) {
      await use(chunk);
      chunks++;
      tokens += chunk.tokens;
    }
  };
  const { write, flush } = inTurns(terminal);
  const head = { schemaVersion: 1, encoding: tokenizer.name, file: fileJson(path), maxTokens, overlap, at } as const;
  const begin = `${safeJson({ ...head, output: output ?? null } satisfies Omit<SplitJson, "chunks">).slice(0, -1)},"chunks":[`;
  /** One element of the JSON object, or one line. */
  const asJson = (chunk: SplitJson["chunks"][number]): Promise<void> =>
    write(json ? `${chunk.index === 0 ? begin : ","}${safeJson(chunk)}` : `${safeJson(chunk)}\n`);
  try {
    if (output === undefined) await each(asJson);
    else
      await writeChunkFolder(output, (writeFile) =>
        each(async ({ text, ...chunk }) => {
          const name = chunkName(path, chunk.index);
          await writeFile(name, text);
          if (json) await asJson({ ...chunk, file: name });
        }),
      );
  } finally {
    progress.end();
  }
  if (json) await write("]}\n");
  flush();
  const said = `${counted(chunks, "chunk")} of at most ${counted(maxTokens, "token")}, ${tokenizer.name}`;
  if (output === undefined) return hint(said, terminal);
  if (json) return;
  const names = [...new Set([0, chunks - 1])].map((index) => shownName(chunkName(path, index))).join(" to ");
  terminal.stdout(`${wrapWords(`${shownName(output)}: ${said}, in ${names}`, columnsOf(terminal)).join("\n")}\n`);
}

/** Writes what is small together. */
function inTurns(terminal: Terminal): { write: (text: string) => Promise<void>; flush: () => void } {
  let pending = "";
  const flush = (): void => {
    if (pending !== "") terminal.stdout(pending);
    pending = "";
  };
  const write = async (text: string): Promise<void> => {
    pending += text;
    if (pending.length < TURN) return;
    flush();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { write, flush };
}
