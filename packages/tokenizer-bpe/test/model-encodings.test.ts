/**
 * Patterns as models' own code has them for tiktoken (Llama 3, Llama 4, Kimi K2, Whisper), word by word, and small ones that
 * have what JavaScript's have not: tiktoken's ids, by both engines.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { BpeTokenizer } from "../src/index.ts";

interface Answers {
  readonly texts: readonly string[];
  readonly few: readonly string[];
  readonly encodings: readonly {
    readonly name: string;
    readonly pattern: string;
    readonly texts: "texts" | "few";
    readonly ids: readonly number[][];
  }[];
}

const file = new URL("fixtures/model_encodings.json.gz", import.meta.url);
const answers = JSON.parse(gunzipSync(readFileSync(file)).toString()) as Answers;

/** The bytes, and every two of them, so that ids show where pieces end. */
function pairRanks(): string {
  const lines = Array.from({ length: 256 }, (_, byte) => `${Buffer.of(byte).toString("base64")} ${byte}`);
  for (let a = 0; a < 256; a++)
    for (let b = 0; b < 256; b++) lines.push(`${Buffer.of(a, b).toString("base64")} ${256 + 256 * a + b}`);
  return lines.join("\n");
}
const ranks = pairRanks();

test("patterns of four models, and 44 others", () => expect(answers.encodings.length).toBe(48));

describe.each(["wasm", "typescript"] as const)("%s", (engine) => {
  test.each(answers.encodings.map((one) => [one.name, one] as const))("%s", (name, { pattern, texts, ids }) => {
    const tokenizer = BpeTokenizer.fromTiktoken(ranks, { name, pattern, engine });
    for (const [i, text] of answers[texts].entries()) {
      expect([text, [...tokenizer.encodeOrdinary(text)]]).toEqual([text, ids[i]]);
      expect(tokenizer.countTokens(text)).toBe(ids[i]!.length);
      expect(tokenizer.decode(ids[i]!)).toBe(text);
    }
  });
});

describe("what is not read is refused by name", () => {
  const bytes = ranks.split("\n").slice(0, 256).join("\n");
  const load = (pattern: string) => (): BpeTokenizer => BpeTokenizer.fromTiktoken(bytes, { name: "own", pattern });
  const refusal = (message: RegExp): Error =>
    expect.objectContaining({
      code: "BPE_INVALID_PATTERN",
      message: expect.stringMatching(message) as string,
    }) as Error;

  test.each<[string, RegExp]>([
    [
      "(",
      /^The pattern does not compile: .*\. Read as tiktoken reads it, it has an unfinished set or escape at index 1\.$/,
    ],
    [String.raw`(?i:'s)|\X`, /tiktoken reads it.* has \\X at index/],
    ["[[:alpha:]]+|.", /has a set within a set/],
    ["[a--b]+|a++", /has the range a-- at index/],
    ["[a&&]+|a++", /has && at index/],
    ["[&&a]+|a++", /has && at index/],
    ["[a-[b]]+|a++", /has a set within a set/],
    [`${"[".repeat(20_000)}a${"]".repeat(20_000)}`, /has a set within a set/],
    [String.raw`\p{^Han}+|.`, /has \\p\{\^Han\} at index/],
    [String.raw`\p{Klingon}+|a++`, /has \\p\{Klingon\} at index/],
    [String.raw`\<a|.`, /has \\< at index/],
    ["a*+", /can match the empty string between two characters/],
    ["(?i:a)*", /can match the empty string between two characters/],
  ])("%s", (pattern, message) => {
    expect(load(pattern)).toThrow(refusal(message));
  });
});

describe("a token of no bytes, as Whisper's multilingual.tiktoken has one, with what tiktoken 0.14 makes of it", () => {
  const bytes = ranks.split("\n").slice(0, 256);
  const lines = [...bytes, `${btoa("ha")} 256`, "= 257", `${btoa("hay")} 258`];
  const tokenizer = BpeTokenizer.fromTiktoken(`${lines.join("\n")}\n`, {
    name: "hay",
    pattern: answers.encodings.find(({ name }) => name === "Whisper")!.pattern,
    specialTokens: { "<|endoftext|>": 259 },
  });

  test("no text has it, and ids may", () => {
    expect([...tokenizer.encode("hayha<|endoftext|>", { allowedSpecial: "all" })]).toEqual([258, 256, 259]);
    expect(tokenizer.decode([257])).toBe("");
    expect(tokenizer.decode([258, 257, 257, 256, 257])).toBe("hayha");
    // Between the bytes of a character it is nothing.
    expect(tokenizer.decode([0xc3, 257, 0xa9])).toBe("\u00e9");
    expect([...tokenizer.decodeBytes([257, 104, 257])]).toEqual([104]);
    expect(tokenizer.decodeSingleTokenBytes(257).length).toBe(0);
    expect([tokenizer.encodeSingleToken(""), tokenizer.encodeSingleToken(new Uint8Array(0))]).toEqual([257, 257]);
    expect(tokenizer.vocabSize).toBe(260);
  });

  test("many of them, as WebAssembly decodes, and as bytes", () => {
    const ids = Array.from({ length: 6000 }, (_, i) => [258, 257, 256][i % 3]!);
    expect(tokenizer.decode(ids)).toBe("hayha".repeat(2000));
    expect(Buffer.from(tokenizer.decodeBytes(ids)).toString()).toBe("hayha".repeat(2000));
  });

  test("it has no place in a text, and its id is no other's", () => {
    expect(() => tokenizer.decodeWithOffsets([258, 257])).toThrow(
      expect.objectContaining({ code: "BPE_INVALID_TOKEN_ID", fields: { id: 257 } }),
    );
    expect([...tokenizer.decodeWithOffsets([258, 256]).offsets]).toEqual([0, 3]);
    expect(() =>
      BpeTokenizer.fromTiktoken(lines.join("\n"), { name: "x", pattern: "gpt2", specialTokens: { "<s>": 257 } }),
    ).toThrow(/with the id 257, which the ranks have too; expected an id of its own, such as 259/);
  });

  test("it is written as it was read; the last token may be it", () => {
    expect(tokenizer.toTiktoken()).toBe(`${lines.join("\n")}\n`);
    const last = `${[...bytes, "= 256"].join("\n")}\n`;
    const own = BpeTokenizer.fromTiktoken(last, { name: "last", pattern: "gpt2" });
    expect([own.vocabSize, own.decode([256]), own.toTiktoken()]).toEqual([257, "", last]);
  });

  test("without one, none is: encodeSingleToken of nothing is an error", () => {
    const own = BpeTokenizer.fromTiktoken(bytes.join("\n"), { name: "bytes", pattern: "gpt2" });
    expect(() => own.encodeSingleToken("")).toThrow(expect.objectContaining({ code: "BPE_NOT_A_TOKEN" }));
    expect(() => own.decode([256])).toThrow(expect.objectContaining({ code: "BPE_INVALID_TOKEN_ID" }));
  });
});
