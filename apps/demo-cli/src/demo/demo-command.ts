/** `windrow demo [FILE]`: the road on a text, for a person or as JSON. */
import { basename } from "node:path";
import { readText, SAMPLE_TEXT } from "../read-text.ts";
import { withProgress, type Terminal } from "../terminal.ts";
import { printEmbeddings, printTokens } from "./print-road.ts";
import { roadJson } from "./road-json.ts";
import type { DemoOptions } from "./settings.ts";
import { walkToBatches, walkToEmbeddings } from "./walk-road.ts";

export async function runDemo(
  file: string | undefined,
  json: boolean,
  options: DemoOptions,
  terminal: Terminal,
): Promise<void> {
  const path = file ?? SAMPLE_TEXT;
  const { text, bytes } = await readText(path);
  const road = await walkToBatches(text, bytes, options);
  if (!json) printTokens(road, basename(path), terminal);
  const weights = (road.bpe.tokenizer.vocabSize + road.dataset.maxLength) * options.embeddingDim;
  const drawing = `drawing ${(weights / 1e6).toFixed(1)} million random weights as torch draws them ...`;
  const embeddings = await withProgress(drawing, terminal, () => walkToEmbeddings(road));
  if (json) terminal.stdout(`${JSON.stringify(roadJson(road, embeddings))}\n`);
  else await printEmbeddings(road, embeddings, terminal);
}
