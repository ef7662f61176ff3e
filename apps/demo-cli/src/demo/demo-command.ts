/** `windrow demo [FILE]`: the road on a text, for a person or as JSON. */
import { basename } from "node:path";
import { readText, SAMPLE_TEXT } from "../read-text.ts";
import { safeJson } from "../show/safe-json.ts";
import { withProgress, type Terminal } from "../terminal.ts";
import { countDrawnWeights } from "./notebook-draws.ts";
import { printEmbeddings, printTokens } from "./print-road.ts";
import { roadJson } from "./road-json.ts";
import type { DemoOptions } from "./settings.ts";
import { walkToBatches, walkToEmbeddings } from "./walk-road.ts";

/** What takes about a second on a slow machine: a person is told of more. */
const BYTES_A_SECOND = 2e6;
const WEIGHTS_A_SECOND = 5e6;

/** Reads FILE, or the text that ships with the demo, and shows the road on it. @throws CliError */
export async function runDemo(
  file: string | undefined,
  json: boolean,
  options: DemoOptions,
  terminal: Terminal,
): Promise<void> {
  const path = file ?? SAMPLE_TEXT;
  const { text, bytes } = await readText(path);
  const tokenizing = bytes > BYTES_A_SECOND ? `tokenizing ${(bytes / 1e6).toFixed(1)} MB ...` : undefined;
  const road = await withProgress(tokenizing, terminal, () => walkToBatches({ text, bytes }, options, terminal));
  if (!json) printTokens(road, basename(path), terminal);
  const weights = countDrawnWeights(road.bpe.tokenizer.vocabSize, road.dataset.maxLength, options.embeddingDim);
  const drawing =
    weights > WEIGHTS_A_SECOND
      ? `drawing ${(weights / 1e6).toFixed(1)} million random weights as torch draws them ...`
      : undefined;
  const embeddings = await withProgress(drawing, terminal, () => walkToEmbeddings(road));
  try {
    if (json) terminal.stdout(`${safeJson(roadJson(road, embeddings))}\n`);
    else await printEmbeddings(road, embeddings, terminal);
  } finally {
    for (const layer of Object.values(embeddings.layers)) await layer.dispose();
  }
}
