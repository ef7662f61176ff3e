/**
 * The slow twin of prepare: all documents in memory, encoded one after the other in this thread, each
 * written by one TokenShardWriter for each set. What a job makes must be the same, byte for byte.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type ShardFormat, TokenShardWriter } from "@windrow/shards";
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";

export interface SequentialOptions {
  readonly tokenizer: BpeTokenizer;
  readonly endOfText?: "after" | "before" | "between" | "none";
  readonly format?: ShardFormat;
  readonly shardTokens?: number;
  readonly validation?: number;
  readonly removeDuplicates?: boolean;
}

export async function prepareSequentially(
  documents: readonly string[],
  folder: string,
  { tokenizer, endOfText = "after", format = "bin", ...options }: SequentialOptions,
): Promise<void> {
  const { shardTokens = 100_000_000, validation = 0, removeDuplicates = false } = options;
  const sha = (text: string): Buffer => createHash("sha256").update(text, "utf8").digest();
  const seen = new Set<string>();
  const sets: Record<string, string[]> = validation > 0 ? { train: [], validation: [] } : { tokens: [] };
  for (const text of documents) {
    const hash = sha(text);
    const key = hash.toString("hex");
    if (removeDuplicates && seen.has(key)) continue;
    seen.add(key);
    const isHeld = hash.readUIntBE(0, 6) / 2 ** 48 < validation;
    sets[isHeld ? "validation" : Object.keys(sets)[0]!]!.push(text);
  }
  for (const [name, texts] of Object.entries(sets)) {
    const path = name === "tokens" ? folder : join(folder, name);
    mkdirSync(path, { recursive: true });
    const writer = await TokenShardWriter.create(path, {
      format,
      vocabSize: tokenizer.vocabSize,
      shardTokens,
      name,
      tokenizer: tokenizer.fingerprint,
    });
    for (const [i, text] of texts.entries()) {
      if (endOfText === "before") await writer.write([tokenizer.eotToken!]);
      await writer.write(tokenizer.encodeOrdinary(text));
      const isAfter = endOfText === "after" || (endOfText === "between" && i + 1 < texts.length);
      if (isAfter) await writer.write([tokenizer.eotToken!]);
      await writer.endDocument();
    }
    await writer.close();
  }
}

/** Every file below a folder and the sha256 of its bytes, without those of the folder prepare. */
export function filesOf(folder: string, { withJob = false } = {}): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted()) {
    if (!withJob && /^prepare($|[/\\])/.test(name)) continue;
    const path = join(folder, name);
    if (statSync(path).isFile()) files[name] = createHash("sha256").update(readFileSync(path)).digest("hex");
  }
  return files;
}
