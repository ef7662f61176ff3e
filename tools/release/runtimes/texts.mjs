/** Texts whose ids tiktoken has written down (testing/golden): those that every clone has, and the corpora where they are. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createViteServer } from "vitest/node";

const root = join(import.meta.dirname, "../../..");
const figures = (name) => JSON.parse(readFileSync(join(root, `testing/golden/${name}.json`), "utf8"));

/** @returns {Promise<{ texts: Record<string, string>, expected: Record<string, Record<string, { sha256_i32le: string }>> }>} */
export async function readTexts() {
  const standing = figures("standing_tokenizer").results;
  const reference = figures("tokenizer").results;
  const texts = await standingTexts();
  const folder = process.env.WINDROW_CORPORA ?? join(root, "../shared/corpora");
  for (const name of Object.keys(reference.gpt2.corpora)) {
    const file = join(folder, `${name}.txt`);
    if (existsSync(file)) texts[name] = readFileSync(file, "utf8");
  }
  const expected = Object.fromEntries(
    ["gpt2", "cl100k_base", "o200k_base"].map((encoding) => [
      encoding,
      { ...standing[encoding].corpora, ...reference[encoding].corpora },
    ]),
  );
  return { texts, expected };
}

/** Their generators are TypeScript, which vitest's own server can load. */
async function standingTexts() {
  const server = { middlewareMode: true, ws: false };
  const vite = await createViteServer({ configFile: false, root, logLevel: "error", server });
  const module = join(root, "testing/src/standing-texts/standing-text.ts");
  const { STANDING_NAMES, standingText } = await vite.ssrLoadModule(module);
  await vite.close();
  return Object.fromEntries(STANDING_NAMES.map((name) => [name, standingText(name)]));
}
