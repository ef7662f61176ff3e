/**
 * What is written is read by others with the same ids: tokenizer.json by @huggingface/tokenizers (JavaScript)
 * always, by Hugging Face's tokenizers (Rust) and .tiktoken by tiktoken where Python has them.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Tokenizer } from "@huggingface/tokenizers";
import { golden, readCorpus, seededTexts, skipNote, STANDING_NAMES, withoutText } from "@windrow/testing";
import { afterAll, describe, expect, test } from "vitest";
import { BpeTokenizer, type EncodingName, getEncoding } from "../../src/index.ts";
import { trainBpe } from "../../src/train/index.ts";

const interpreter = process.env.PYTHON ?? "python3";
const folder = mkdtempSync(join(tmpdir(), "windrow-formats-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Without lone surrogates, which not all of them take. */
const wellFormed = (text: string): string => Buffer.from(text).toString();
const { texts: goldenTexts } = golden<{ texts: { fuzz: string[]; edge: Record<string, string>; special: string[] } }>(
  "tokenizer",
);
const texts = [...goldenTexts.fuzz, ...Object.values(goldenTexts.edge), ...seededTexts(31, 150)].map(wellFormed);
for (const name of [...STANDING_NAMES, "english2m", "code2m", "multilingual2m"] as const) {
  if (withoutText(name) !== undefined) continue;
  const text = readCorpus(name);
  const step = Math.min(50_000, Math.ceil(text.length / 20));
  for (let at = 0; at < Math.min(text.length, 1_000_000); at += step) texts.push(wellFormed(text.slice(at, at + 1200)));
}

const trainingTexts = [...texts, ...texts.map((text) => text.toUpperCase())];
const trained = await trainBpe(trainingTexts, {
  name: "trained",
  vocabSize: 1500,
  pattern: "cl100k_base",
  specialTokens: ["<|endoftext|>", "<|mine|>"],
  threads: 1,
});
/** The same merges under a pattern of its own. */
const ownPattern = BpeTokenizer.fromTiktoken(trained.toTiktoken(), { name: "own pattern", pattern: " ?[^ ]+| +" });
const tokenizers: readonly BpeTokenizer[] = [
  trained,
  ownPattern,
  ...(await Promise.all((["gpt2", "cl100k_base", "o200k_base"] as EncodingName[]).map((name) => getEncoding(name)))),
];

/** With special tokens: in files of Hugging Face they are always read as such. */
const withSpecial = [...texts, ...goldenTexts.special];
const idsOf = (tokenizer: BpeTokenizer, some: readonly string[]): number[][] =>
  some.map((text) => [...tokenizer.encode(text, { allowedSpecial: "all" })]);

test.each(tokenizers.map((one) => [one.name, one] as const))("%s, by @huggingface/tokenizers", (_, tokenizer) => {
  const peer = new Tokenizer(JSON.parse(tokenizer.toTokenizerJson()), {});
  // JavaScript's \s has U+FEFF and not U+0085, and its letters are of another version of Unicode.
  const alike = withSpecial.filter((text) => /^[\u0000-\u0084\u0086-\u024f\u0400-\u052f\u4e00-\u9fa5]*$/.test(text));
  expect(alike.length).toBeGreaterThan(60);
  const ids = alike.map((text) => peer.encode(text, { add_special_tokens: false }).ids);
  expect(ids).toEqual(idsOf(tokenizer, alike));
});

function python(script: string, ...args: string[]): unknown {
  const { status, stdout, stderr } = spawnSync(interpreter, ["-c", script, ...args], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
const missing = (module: string): string | undefined =>
  spawnSync(interpreter, ["-c", `import ${module}`]).status === 0 ? undefined : `no python with ${module}`;

const noTokenizers = missing("tokenizers");
describe.skipIf(noTokenizers !== undefined)(`Hugging Face's tokenizers${skipNote(noTokenizers)}`, () => {
  const script = `
import json, sys
from tokenizers import Tokenizer
tokenizer = Tokenizer.from_file(sys.argv[1])
texts = json.load(open(sys.argv[2]))
print(json.dumps([tokenizer.encode(text, add_special_tokens=False).ids for text in texts]))`;

  test.each(tokenizers.map((one) => [one.name, one] as const))("%s", (_, tokenizer) => {
    const [file, textsFile] = [join(folder, "tokenizer.json"), join(folder, "texts.json")];
    writeFileSync(file, tokenizer.toTokenizerJson());
    writeFileSync(textsFile, JSON.stringify(withSpecial));
    expect(python(script, file, textsFile)).toEqual(idsOf(tokenizer, withSpecial));
  });
});

const noTiktoken = missing("tiktoken");
describe.skipIf(noTiktoken !== undefined)(`tiktoken${skipNote(noTiktoken)}`, () => {
  test("a trained vocabulary", () => {
    const script = `
import base64, json, sys
import tiktoken
ranks = {base64.b64decode(token): int(rank) for token, rank in (line.split() for line in open(sys.argv[1], "rb"))}
encoding = tiktoken.Encoding("trained", pat_str=sys.argv[3], mergeable_ranks=ranks, special_tokens=json.loads(sys.argv[4]))
print(json.dumps([encoding.encode(text, allowed_special="all") for text in json.load(open(sys.argv[2]))]))`;
    const [file, textsFile] = [join(folder, "trained.tiktoken"), join(folder, "texts.json")];
    writeFileSync(file, trained.toTiktoken());
    writeFileSync(textsFile, JSON.stringify(withSpecial));
    const { encodings } = golden<{ encodings: Record<string, { pattern: string }> }>("tokenizer");
    const special = JSON.stringify(Object.fromEntries(trained.specialTokens));
    const ids = python(script, file, textsFile, encodings["cl100k_base"]!.pattern, special);
    expect(ids).toEqual(idsOf(trained, withSpecial));
  });
});
