/**
 * Byte-level files in the shapes of models, around a trained vocabulary: the ids of @huggingface/tokenizers (JavaScript)
 * always, and of files that Hugging Face's tokenizers (Rust) trains and writes where Python has it.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Tokenizer } from "@huggingface/tokenizers";
import { golden, readCorpus, seededTexts, skipNote, STANDING_NAMES, withoutText } from "@windrow/testing";
import { trainBpe } from "@windrow/tokenizer-bpe/train";
import { afterAll, describe, expect, test } from "vitest";
import { HfTokenizer } from "../../src/index.ts";

const interpreter = process.env["PYTHON"] ?? "python3";
const folder = mkdtempSync(join(tmpdir(), "windrow-peers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Without lone surrogates, which not all of them take. */
const wellFormed = (text: string): string => Buffer.from(text).toString();
const { texts: goldenTexts, encodings } = golden<{
  texts: { fuzz: string[]; edge: Record<string, string>; special: string[] };
  encodings: Record<string, { pattern: string }>;
}>("tokenizer");
const texts = [...goldenTexts.fuzz, ...Object.values(goldenTexts.edge), ...seededTexts(31, 150)].map(wellFormed);
for (const name of [...STANDING_NAMES, "english2m", "code2m", "multilingual2m"] as const) {
  if (withoutText(name) !== undefined) continue;
  const text = readCorpus(name);
  const step = Math.min(50_000, Math.ceil(text.length / 20));
  for (let at = 0; at < Math.min(text.length, 1_000_000); at += step) texts.push(wellFormed(text.slice(at, at + 1200)));
}
/** With special tokens: the peers always read them as such. */
const withSpecial = [...texts, ...goldenTexts.special];
const idsOf = (tokenizer: HfTokenizer, some: readonly string[]): number[][] =>
  some.map((text) => [...tokenizer.encode(text, { allowedSpecial: "all" })]);

const trained = await trainBpe([...texts, ...texts.map((text) => text.toUpperCase())], {
  name: "trained",
  vocabSize: 1500,
  pattern: "cl100k_base",
  specialTokens: ["<|endoftext|>", "<|mine|>"],
  threads: 1,
});

/** The trained vocabulary in the shapes that models' files have. */
function shapesOf(json: string): Record<string, object> {
  const file = JSON.parse(json) as { added_tokens: object[]; model: object };
  const { vocab, merges } = file.model as { vocab: Record<string, number>; merges: [string, string][] };
  const level = (use_regex: boolean): object => ({
    type: "ByteLevel",
    add_prefix_space: false,
    trim_offsets: true,
    use_regex,
  });
  const split = (Regex: string): object => ({
    type: "Sequence",
    pretokenizers: [{ type: "Split", pattern: { Regex }, behavior: "Isolated", invert: false }, level(false)],
  });
  const llama = String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`;
  const special = Object.keys(vocab).filter((token) => token.startsWith("<|"));
  const shifted = Object.fromEntries(
    Object.entries(vocab).map(([token, id]) => [
      token,
      special.includes(token) ? special.indexOf(token) : id + special.length,
    ]),
  );
  const shape = (changes: object, model: object = {}): object => ({
    ...file,
    ...changes,
    model: { ...file.model, ...model },
  });
  return {
    "GPT-2: merges as texts": shape({ pre_tokenizer: level(true) }, { merges: merges.map((merge) => merge.join(" ")) }),
    "GPT-NeoX and Phi: special tokens first": shape(
      {
        pre_tokenizer: level(true),
        added_tokens: special.map((content, id) => ({ ...file.added_tokens[0], id, content })),
      },
      { vocab: shifted },
    ),
    "Llama 3: a split, pieces taken whole": shape({ pre_tokenizer: split(llama) }, { ignore_merges: true }),
    "Qwen: digits alone, byte_fallback said": shape(
      { pre_tokenizer: split(llama.replace("{1,3}", "")), post_processor: level(false) },
      { byte_fallback: true },
    ),
    "GPT-4o": shape({ pre_tokenizer: split(encodings["o200k_base"]!.pattern) }),
  };
}

describe("files in the shapes of models", () => {
  // Latin letters, signs and white space, of which JavaScript and Rust think the same.
  const alike = withSpecial.filter((text) => /^[\u0000-\u001b\u0020-\u0084\u0086-\u024f\u4e00-\u9fa5]*$/.test(text));
  test.each(Object.entries(shapesOf(trained.toTokenizerJson())))("%s", (name, file) => {
    expect(alike.length).toBeGreaterThan(60);
    const tokenizer = HfTokenizer.fromJson(JSON.stringify(file), { name });
    const peer = new Tokenizer(JSON.parse(JSON.stringify(file)) as object, {});
    const ids = alike.map((text) => peer.encode(text, { add_special_tokens: false }).ids);
    expect(idsOf(tokenizer, alike)).toEqual(ids);
  });
});

const missing =
  spawnSync(interpreter, ["-c", "import tokenizers"]).status === 0 ? undefined : "no python with tokenizers";
describe.skipIf(missing !== undefined)(`Hugging Face's tokenizers${skipNote(missing)}`, () => {
  test("files that their trainer and their library write are read with the same ids", () => {
    const make = `
import json, sys
from tokenizers import Tokenizer, Regex, decoders, models, pre_tokenizers, trainers
texts = json.load(open(sys.argv[1]))
level = pre_tokenizers.ByteLevel
llama = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"
qwen = llama.replace("{1,3}", "")
shapes = {
    "gpt2": (level(add_prefix_space=False), []),
    "special first": (level(add_prefix_space=False), ["<s>", "<|endoftext|>"]),
    "llama": (pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(llama), "isolated"), level(False, use_regex=False)]), []),
    "qwen": (pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(qwen), "isolated"), level(False, use_regex=False)]), []),
    "letters only": (pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(r"[a-z]+(?>\\d*)|\\p{Lu}++"), "isolated"), level(False, use_regex=False)]), []),
    "removed": (pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(r"\\s+|\\w+|[^\\s\\w]+"), "removed", invert=True), level(False, use_regex=False)]), []),
    "a space": (pre_tokenizers.Sequence([pre_tokenizers.Split(" ", "isolated"), level(False, use_regex=False)]), []),
    "no split": (level(add_prefix_space=False, use_regex=False), []),
}
made = {}
for name, (split, special) in shapes.items():
    tokenizer = Tokenizer(models.BPE(ignore_merges=name == "llama", byte_fallback=name == "qwen"))
    tokenizer.pre_tokenizer = split
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=600, initial_alphabet=level.alphabet(), special_tokens=special, show_progress=False)
    tokenizer.train_from_iterator(texts, trainer)
    if name == "llama": tokenizer.add_special_tokens(["<|begin|>", "<|end|>"])
    ids = [tokenizer.encode(text + "<s>" + "<|begin|>", add_special_tokens=False).ids for text in texts]
    made[name] = {"json": tokenizer.to_str(), "ids": ids}
print(json.dumps(made))`;
    const textsFile = join(folder, "texts.json");
    writeFileSync(textsFile, JSON.stringify(texts));
    const { status, stdout, stderr } = spawnSync(interpreter, ["-c", make, textsFile], {
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    });
    expect(status, stderr).toBe(0);
    const shapes = JSON.parse(stdout) as Record<string, { json: string; ids: number[][] }>;
    expect(Object.keys(shapes).length).toBe(8);
    for (const [name, { json, ids }] of Object.entries(shapes)) {
      const tokenizer = HfTokenizer.fromJson(json, { name });
      const ours = idsOf(
        tokenizer,
        texts.map((text) => `${text}<s><|begin|>`),
      );
      for (const [i, expected] of ids.entries()) expect([name, texts[i], ours[i]]).toEqual([name, texts[i], expected]);
    }
  });
});
