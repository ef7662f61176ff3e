/** Walks a text through the packages and keeps what its page shows. */
import { readFileSync } from "node:fs";
import { getEncoding, type EncodingName } from "@windrow/tokenizer-bpe";
import { SimpleTokenizer } from "@windrow/tokenizer-simple";
import { countCodePoints } from "../../show/count-code-points.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { bpeTextTokenizer } from "../../tokens/bpe-text-tokenizer.ts";
import { encodeText } from "../../tokens/encode-text.ts";
import type { TextTokenizer } from "../../tokens/text-tokenizer.ts";
import { checkEmbeddingDim } from "../../embeddings/check-embedding-dim.ts";
import { windowSettings, type WindowSettings } from "../../options/window-settings.ts";
import { runtimeAdvice } from "../../embeddings/missing-runtime.ts";
import { embeddingFigures } from "./embedding-figures.ts";
import { learnedMerges } from "./learned-merges.ts";
import type { ReportData, TokenizerCount } from "./report-data.ts";

/** Bytes of the text that go into the page: with the largest vocabulary it stays below 1.5 MB. */
const MAX_TEXT_BYTES = 90_000;

/** Tokens in a window of the notebook's first example, which a page can draw whole. */
const USUAL_LENGTH = 4;

/** Settings of a report. */
export interface ReportOptions {
  readonly encodings: readonly EncodingName[];
  /** A vocabulary from a file, which comes before the encodings. */
  readonly own?: TextTokenizer | undefined;
  /** By default 4, or what the text has. */
  readonly maxLength?: number | undefined;
  /** By default the window's length. */
  readonly stride?: number | undefined;
  readonly batchSize: number;
  readonly embeddingDim: number;
  readonly seed: number | bigint;
}

/** @throws CliError where the text is too short for a window or the embedding too large */
export async function collectReport(
  source: { readonly name: string; readonly text: string; readonly bytes: number },
  options: ReportOptions,
  terminal: Terminal,
): Promise<ReportData> {
  const { text, bytes, name } = source;
  const shown = beginningOf(text, MAX_TEXT_BYTES);
  const words = new SimpleTokenizer(text);
  const tokenizers: TokenizerCount[] = [
    { name: "simple", tokens: words.tokenize(text).length, vocabSize: words.vocabSize },
  ];
  let windows: WindowSettings | undefined;
  let figures: ReportData["embeddings"];
  let advice: string | undefined;
  let merges: ReportData["merges"];
  for (const named of [options.own, ...options.encodings]) {
    if (named === undefined) continue;
    const tokenizer = typeof named === "string" ? bpeTextTokenizer(await getEncoding(named)) : named;
    // As in the demo: <|endoftext|> separates documents, other special tokens are text.
    const allowedSpecial = tokenizer.specialTokens.has("<|endoftext|>") ? ["<|endoftext|>"] : [];
    const rules = { allowedSpecial, disallowedSpecial: [] };
    const ids = await encodeText(text, tokenizer, rules, terminal);
    tokenizers.push({ name: tokenizer.name, tokens: ids.length, vocabSize: tokenizer.vocabSize });
    if (windows !== undefined) continue;
    windows = windowSettings(ids.length, options, USUAL_LENGTH);
    const sizes = { embeddingDim: options.embeddingDim, maxLength: windows.maxLength, seed: options.seed };
    checkEmbeddingDim(sizes.embeddingDim, tokenizer.vocabSize + 2 * sizes.maxLength);
    figures = await embeddingFigures(ids, tokenizer, sizes).catch((error: unknown) => {
      advice = runtimeAdvice(error);
      if (advice === undefined) throw error;
      return undefined;
    });
    merges = await learnedMerges(tokenizer, ids);
  }
  return {
    schemaVersion: 1,
    version: versionOfWindrow(),
    name,
    text: shown,
    whole: { chars: countCodePoints(text), bytes },
    isCut: shown.length < text.length,
    tokenizers,
    merges,
    windows: { maxLength: windows!.maxLength, stride: windows!.stride, batchSize: options.batchSize },
    notes: [...windows!.notes, ...(advice === undefined ? [] : [advice])],
    seed: String(options.seed),
    embeddings: figures,
  };
}

/** Whole characters of at most so many bytes. */
function beginningOf(text: string, bytes: number): string {
  const room = new Uint8Array(bytes);
  return text.slice(0, new TextEncoder().encodeInto(text, room).read);
}

function versionOfWindrow(): string {
  const manifest = readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}
