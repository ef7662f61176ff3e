/**
 * Names that every JavaScript object has already, given where a name is looked up: each is unknown, as any
 * other word is, and never finds what it names in Object.prototype.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDataLoader, DataLoader } from "@windrow/dataset";
import { openTokenShards, TokenShardWriter } from "@windrow/shards";
import { Embedding, InputEmbedding } from "@windrow/embeddings";
import { type PrepareJob, prepare } from "@windrow/prepare";
import { Generator } from "@windrow/random";
import { BpeTokenizer, encodingForModel, encodingNameForModel, getEncoding } from "@windrow/tokenizer-bpe";
import { countChatTokens } from "@windrow/tokenizer-bpe/chat";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { trainBpe } from "@windrow/tokenizer-bpe/train";
import { SimpleTokenizer } from "@windrow/tokenizer-simple";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../helpers/run-cli.ts";

const NAMES = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "prototype"] as const;
const ranks = gpt2.toTiktoken();

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "windrow-names-"));
  file = join(folder, "text.txt");
  writeFileSync(file, "the hay is in the rows\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a call throws, or rejects with. */
async function errorOf(call: () => unknown): Promise<unknown> {
  try {
    await call();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe.each(NAMES)("%s", (name) => {
  const any = name as never;
  const overhead = { perMessage: 0, perName: 0, reply: 0 };
  const job = (fields: object): PrepareJob => {
    const required = { inputs: [file], output: join(folder, "out"), tokenizer: { encoding: "gpt2" } };
    return { ...required, ...fields } as PrepareJob;
  };

  test.each<[string, () => unknown, string]>([
    ["an encoding", () => getEncoding(any), "BPE_UNKNOWN_ENCODING"],
    ["a model", () => encodingForModel(name), "BPE_UNKNOWN_MODEL"],
    ["a model's encoding", () => encodingNameForModel(name), "BPE_UNKNOWN_MODEL"],
    [
      "a field of a message",
      () => countChatTokens(gpt2, [JSON.parse(`{"role":"user","content":"a","${name}":"b"}`) as object], { overhead }),
      "BPE_INVALID_MESSAGE",
    ],
    [
      "a chat's model",
      () => countChatTokens(gpt2, [{ role: "user", content: "a" }], { model: name }),
      "BPE_UNKNOWN_CHAT_MODEL",
    ],
    [
      "a pattern: an expression that does not match everywhere",
      () => BpeTokenizer.fromTiktoken(ranks, { name: "own", pattern: name }).encode("the hay"),
      "BPE_INVALID_PATTERN",
    ],
    ["a pattern to train by", () => trainBpe(["the hay"], { vocabSize: 260, pattern: name }), "BPE_INVALID_PATTERN"],
    [
      "a token",
      () => BpeTokenizer.fromTiktoken(ranks, { name: "own", pattern: "gpt2" }).encodeSingleToken(`<|${name}|>`),
      "BPE_NOT_A_TOKEN",
    ],
    [
      "a format",
      () => TokenShardWriter.create(join(folder, "set"), { format: any, vocabSize: 9 }),
      "DATASET_INVALID_OPTION",
    ],
    ["a format to open", () => openTokenShards(file, { format: any }), "DATASET_INVALID_OPTION"],
    ["a dtype", () => openTokenShards(file, { format: "bin", dtype: any }), "DATASET_INVALID_OPTION"],
    ["verify", () => openTokenShards(file, { verify: any }), "DATASET_INVALID_OPTION"],
    ["documents", () => createDataLoader(["a", "b"], { tokenizer: gpt2, documents: any }), "DATASET_INVALID_OPTION"],
    ["a state", () => new DataLoader([1, 2] as never, {}).loadStateDict(any), "DATASET_"],
    ["a generator's state", () => new Generator(1).setState(any), "RANDOM_"],
    ["a dtype of numbers", () => new Generator(1).randn(3, { dtype: any }), "RANDOM_"],
    [
      "positional",
      () => InputEmbedding.create({ vocabSize: 3, contextLength: 2, embeddingDim: 2, positional: any }),
      "EMBEDDINGS_INVALID_OPTION",
    ],
    ["a tensor", () => Embedding.load(safetensors({ other: [1, 1] }), { name }), "EMBEDDINGS_INVALID_FILE"],
    ["whitespace", () => new SimpleTokenizer("a b", { whitespace: any }), "SIMPLE_"],
    ["a job's encoding", () => prepare(job({ tokenizer: { encoding: name } })), "PREPARE_INVALID_OPTION"],
    ["a job's format", () => prepare(job({ format: name })), "PREPARE_INVALID_OPTION"],
    ["a job's inputType", () => prepare(job({ inputType: name })), "PREPARE_INVALID_OPTION"],
    ["a job's policy", () => prepare(job({ invalidText: name })), "PREPARE_INVALID_OPTION"],
    ["a job's endOfText", () => prepare(job({ endOfText: name })), "PREPARE_INVALID_OPTION"],
    [
      "a job's option",
      () => prepare(JSON.parse(JSON.stringify(job({})).replace("{", `{"${name}":1,`)) as PrepareJob),
      "PREPARE_INVALID_OPTION",
    ],
    ["an executor", () => prepare(job({}), { executor: { kind: any } }), "PREPARE_INVALID_OPTION"],
  ])("as %s", async (_, call, code) => {
    const error = (await errorOf(call)) as { code?: string } | undefined;
    expect(error?.code, String(error)).toMatch(new RegExp(`^${code}`));
  });

  test("as a word, a special token and a tensor's name it is what it is", async () => {
    const words = new SimpleTokenizer(`hay ${name} hay`);
    expect(words.decode(words.encode(name))).toBe(name);
    const without = new SimpleTokenizer("hay");
    expect([...new Set(without.encode(name))]).toEqual([without.unkToken]);

    const specialTokens = JSON.parse(`{"${name}":50256}`) as Record<string, number>;
    const own = BpeTokenizer.fromTiktoken(ranks.replace(/.* 50256\n/, ""), {
      name: "own",
      pattern: "gpt2",
      specialTokens,
    });
    expect([...own.encode(`a${name}`, { allowedSpecial: "all" })]).toEqual([64, 50256]);

    const embedding = await Embedding.load(safetensors({ [name]: [2, 3] }), { name });
    expect(embedding.numEmbeddings).toBe(2);
    await embedding.dispose();
  });

  test.each([
    ["tokenize", "--text", "a", "-e", name],
    ["compare", "--text", "a", "-e", name],
    ["tokenize", "--text", "a", "--special", name],
    ["embed", "--text", "a", "--positional", name],
    ["completion", name],
    [name],
    ["help", name],
    ["tokenize", "--text", "a", `--${name}`],
  ])("windrow %s %s %s %s %s", async (...args) => {
    const { code, stdout, stderr } = await runCli(args.filter((argument) => argument !== undefined));
    expect(code, stderr).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).not.toMatch(/TypeError|native code|\bat .*\.ts:/);
  });
});

/** Float32 tensors of zeros. */
function safetensors(shapes: Record<string, readonly [number, number]>): Uint8Array {
  const entries: string[] = [];
  let end = 0;
  for (const [name, shape] of Object.entries(shapes)) {
    const start = end;
    end += 4 * shape[0] * shape[1];
    entries.push(`${JSON.stringify(name)}:${JSON.stringify({ dtype: "F32", shape, data_offsets: [start, end] })}`);
  }
  const json = Buffer.from(`{${entries.join()}}`);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return new Uint8Array(Buffer.concat([length, json, Buffer.alloc(end)]));
}
