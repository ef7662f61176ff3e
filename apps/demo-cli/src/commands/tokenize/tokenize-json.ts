/** `windrow tokenize --json`, in parts, because a long text's JSON may not fit into one string. */
import type { EncodeOptions } from "@windrow/tokenizer-bpe";
import type { FailedInput } from "../../read/each-input.ts";
import { countCodePoints } from "../../show/count-code-points.ts";
import { safeJson } from "../../show/safe-json.ts";
import type { TextTokenizer } from "../../tokens/text-tokenizer.ts";

/** What `windrow tokenize --json` prints. */
export interface TokenizeJson {
  readonly schemaVersion: 1;
  readonly encoding: string;
  readonly vocabSize: number;
  readonly files: readonly {
    /** Null for `--text`, `-` for standard input. */
    readonly file: string | null;
    /** Code points, as Python's len. */
    readonly chars: number;
    /** Bytes of UTF-8. */
    readonly bytes: number;
    readonly tokens: number;
    readonly ids: readonly number[];
    /** The text in order; a character of several tokens has several ids. */
    readonly pieces: readonly { readonly text: string; readonly ids: readonly number[] }[];
  }[];
  readonly failed: readonly FailedInput[];
}

/** A text and its ids. */
export interface TokenizedText {
  readonly file: string | null;
  readonly text: string;
  readonly bytes: number;
  readonly ids: Int32Array;
  readonly tokenizer: TextTokenizer;
  readonly rules: EncodeOptions;
}

/** The JSON of one element of `files`. */
export function* fileParts({ file, text, bytes, ids, tokenizer, rules }: TokenizedText): Generator<string> {
  const chars = countCodePoints(text);
  yield `${safeJson({ file, chars, bytes, tokens: ids.length }).slice(0, -1)},"ids":[`;
  const step = 4096;
  for (let at = 0; at < ids.length; at += step) yield `${at > 0 ? "," : ""}${ids.subarray(at, at + step).join(",")}`;
  yield `],"pieces":[`;
  let comma = "";
  for (const piece of tokenizer.pieces(text, ids, rules)) {
    yield `${comma}${safeJson({ text: piece.text, ids: piece.ids })}`;
    comma = ",";
  }
  yield "]}";
}
