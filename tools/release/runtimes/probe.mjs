/**
 * What every runtime is asked: which engine a tokenizer has there, and the digests of the ids of texts. It uses what all
 * of them have, and is bundled for those that read no files.
 */
import { cl100kBase } from "@windrow/tokenizer-bpe/cl100k_base";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { o200kBase } from "@windrow/tokenizer-bpe/o200k_base";

/**
 * @param {Record<string, string>} texts by name
 * @returns {Promise<{ engines: string[], failures: string[], digests: Record<string, Record<string, string>> }>} the
 *   engines there are, errors of the engine in WebAssembly, and by encoding and text the sha256 of the ids as
 *   little-endian 32-bit integers
 */
export async function probe(texts) {
  const tokenizers = [gpt2, cl100kBase, o200kBase];
  const digests = {};
  for (const tokenizer of tokenizers) {
    const ofTexts = (digests[tokenizer.name] = {});
    for (const [name, text] of Object.entries(texts)) {
      const ids = tokenizer.encodeOrdinary(text);
      if (tokenizer.decode(ids) !== text) throw new Error(`${tokenizer.name}: ${name} is not decoded to itself`);
      ofTexts[name] = await sha256(ids);
    }
  }
  return {
    engines: [...new Set(tokenizers.map(({ engine }) => engine))],
    failures: tokenizers.flatMap(({ engineFailure }) => (engineFailure === undefined ? [] : [String(engineFailure)])),
    digests,
  };
}

async function sha256(ids) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", ids));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
