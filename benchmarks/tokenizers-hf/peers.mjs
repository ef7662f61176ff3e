/**
 * Who takes part. `open(file, vocabulary)` gives a function from a text to its ids, special tokens being text or not there
 * at all; `isSlow` is run once, on the beginning of a text. `readsSentencePiece` says who reads its files too.
 */
import { readFile } from "node:fs/promises";
import { isSentencePiece } from "./models.mjs";

export const OURS = "@windrow/tokenizer-hf";
export const HYPERTOK = "hypertok";
export const KITOKEN = "kitoken";
export const HUGGING_FACE = "@huggingface/tokenizers";

export const PEERS = {
  [OURS]: {
    kind: "ours",
    readsSentencePiece: true,
    async open(file) {
      const { HfTokenizer } = await import("@windrow/tokenizer-hf");
      const bytes = await readFile(file);
      const tokenizer = isSentencePiece(file) ? HfTokenizer.fromSentencePiece(bytes) : HfTokenizer.fromJson(bytes);
      return (text) => tokenizer.encode(text, { disallowedSpecial: [] });
    },
  },
  [HYPERTOK]: {
    kind: "npm",
    /** It reads files of its own alone. */
    needsVocabulary: true,
    async open(_, vocabularyName) {
      const { fromBytes } = await import("hypertok");
      const { vocabulary } = await import(`@hypertok/vocab-${vocabularyName}`);
      const tokenizer = await fromBytes(new Uint8Array(await readFile(vocabulary)), { tier: "single" });
      return (text) => tokenizer.encodeSync(text);
    },
  },
  [KITOKEN]: {
    kind: "npm",
    isSlow: true,
    readsSentencePiece: true,
    async open(file) {
      const { Kitoken } = await import("kitoken/node");
      const bytes = await readFile(file);
      const tokenizer = isSentencePiece(file) ? Kitoken.from_sentencepiece(bytes) : Kitoken.from_tokenizers(bytes);
      return (text) => tokenizer.encode(text, false);
    },
  },
  [HUGGING_FACE]: {
    kind: "npm",
    isSlow: true,
    async open(file) {
      const { Tokenizer } = await import("@huggingface/tokenizers");
      const tokenizer = new Tokenizer(JSON.parse(await readFile(file, "utf8")), {});
      return (text) => tokenizer.encode(text, { add_special_tokens: false }).ids;
    },
  },
};
