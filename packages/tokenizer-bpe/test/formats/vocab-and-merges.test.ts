/** vocab.json and merges.txt as Hugging Face's trainer writes them: the ids of their ByteLevelBPETokenizer. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { BpeTokenizer } from "../../src/index.ts";

interface Answers {
  readonly vocab: string;
  readonly merges: string;
  readonly texts: readonly string[];
  /** With the special tokens as text, and as themselves. */
  readonly ids: readonly number[][];
  readonly special: readonly number[][];
}

const file = new URL("fixtures/vocab_and_merges.json.gz", import.meta.url);
const { vocab, merges, texts, ids, special } = JSON.parse(gunzipSync(readFileSync(file)).toString()) as Answers;

describe.each(["wasm", "typescript"] as const)("%s", (engine) => {
  const options = { name: "hay", pattern: "gpt2", engine };
  const tokenizer = BpeTokenizer.fromVocabAndMerges({ vocab, merges }, options);

  test("special tokens are those that no merge makes", () => {
    expect([...tokenizer.specialTokens]).toEqual([
      ["<s>", 0],
      ["<pad>", 1],
      ["</s>", 2],
      ["<mask>", 3],
    ]);
    expect(tokenizer.vocabSize).toBe(380);
  });

  test(`the ids of ${texts.length} texts`, () => {
    for (const [i, text] of texts.entries()) {
      expect([text, [...tokenizer.encodeOrdinary(text)]]).toEqual([text, ids[i]]);
      expect([text, [...tokenizer.encode(text, { allowedSpecial: "all" })]]).toEqual([text, special[i]]);
      expect(tokenizer.decode(ids[i]!)).toBe(text);
    }
  });

  test("written, they are the same files", () => {
    const written = tokenizer.toVocabAndMerges();
    expect(JSON.parse(written.vocab)).toEqual(JSON.parse(vocab));
    expect(written.merges).toBe(merges);
  });
});

test("a line of a version may stand anywhere, as BPE.read_file of tokenizers 0.23.2 has it; a merge that looks like one is not written", () => {
  const tokenizer = BpeTokenizer.fromVocabAndMerges({ vocab, merges }, { name: "hay", pattern: "gpt2" });
  const [first, ...lines] = merges.split("\n");
  for (const moved of [
    [...lines.slice(0, 5), first, ...lines.slice(5)],
    [first, first, ...lines, "#versions of hay"],
  ]) {
    const read = BpeTokenizer.fromVocabAndMerges({ vocab, merges: moved.join("\n") }, { name: "hay", pattern: "gpt2" });
    expect(read.fingerprint).toBe(tokenizer.fingerprint);
  }
  const bytes = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte));
  const tokens = [...bytes, "#v", "#ve", "#ver", "#vers", "#versi", "#versio", "#version", "#versions"];
  const ranks = tokens.map((token, id) => `${btoa(token)} ${id}`).join("\n");
  const odd = BpeTokenizer.fromTiktoken(ranks, { name: "odd", pattern: "gpt2" });
  expect(() => odd.toVocabAndMerges()).toThrow(
    expect.objectContaining({ code: "BPE_NOT_EXPORTABLE", message: expect.stringContaining("read as a version") }),
  );
});
