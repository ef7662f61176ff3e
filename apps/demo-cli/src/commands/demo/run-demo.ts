/** `windrow demo [FILE]`: the road on a text, for a person or as JSON. */
import type { Command } from "commander";
import { sourceText } from "../../read/source-text.ts";
import type { EncodingName } from "@windrow/tokenizer-bpe";
import { safeJson } from "../../show/safe-json.ts";
import { withProgress, type Terminal } from "../../terminal/terminal.ts";
import { countDrawnWeights } from "./notebook-draws.ts";
import { runtimeAdvice } from "../../embeddings/missing-runtime.ts";
import { printEmbeddings, printNoEmbeddings } from "./print-embeddings.ts";
import { printTokens } from "./print-road.ts";
import { roadJson } from "./road-json.ts";
import { refuseBoth } from "../../options/tokenizer-options.ts";
import type { DemoOptions } from "../../options/notebook-options.ts";
import { walkToBatches, walkToEmbeddings } from "./walk-road.ts";

/** Takes about a second on a slow machine; anything longer reports progress. */
const BYTES_A_SECOND = 2e6;
const WEIGHTS_A_SECOND = 5e6;

/** What the command line said. */
export interface DemoCommandOptions extends DemoOptions {
  /** The encoding of the model that was named. */
  readonly model?: EncodingName;
  readonly text?: string;
  readonly json: boolean;
}

/** Reads FILE, `--text`, or the text that ships with the demo, and shows the road on it. @throws CliError */
export async function runDemo(
  file: string | undefined,
  { json, model, text: given, ...settings }: DemoCommandOptions,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  refuseBoth(command);
  const options = model === undefined ? settings : { ...settings, encoding: model };
  const { name, text, bytes } = await sourceText(file, given, command);
  const tokenizing = bytes > BYTES_A_SECOND ? `tokenizing ${(bytes / 1e6).toFixed(1)} MB ...` : undefined;
  const road = await withProgress(tokenizing, terminal, () => walkToBatches({ text, bytes }, options, terminal));
  if (!json) printTokens(road, name, terminal);
  const weights = countDrawnWeights(road.bpe.tokenizer.vocabSize, road.dataset.maxLength, options.embeddingDim);
  const drawing =
    weights > WEIGHTS_A_SECOND
      ? `drawing ${(weights / 1e6).toFixed(1)} million random weights as torch draws them ...`
      : undefined;
  const embeddings = await withProgress(drawing, terminal, () => walkToEmbeddings(road)).catch((error: unknown) => {
    const advice = runtimeAdvice(error);
    if (advice === undefined) throw error;
    return advice;
  });
  if (typeof embeddings === "string") {
    if (json) terminal.stdout(`${safeJson(roadJson({ ...road, notes: [...road.notes, embeddings] }, undefined))}\n`);
    else printNoEmbeddings(embeddings, terminal);
    return;
  }
  try {
    if (json) terminal.stdout(`${safeJson(roadJson(road, embeddings))}\n`);
    else await printEmbeddings(road, embeddings, terminal);
  } finally {
    for (const layer of Object.values(embeddings.layers)) await layer.dispose();
  }
}
