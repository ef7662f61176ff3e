/** Jobs with a model's tokenizer: the ids are those that Hugging Face's library answers, however the job is done. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openTokenShards } from "@windrow/shards";
import { planJob, prepare, type PrepareJob, resume } from "@windrow/prepare";
import { type Family, modelFamilies, modelFamily, tekkenFile } from "@windrow/testing/hugging-face";
import { HubServer, smallModel } from "@windrow/testing/hub";
import { HfTokenizer } from "@windrow/tokenizer-hf";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { runJob } from "../support/processes.ts";
import { makeScratch } from "../support/scratch.ts";

let folder: string;
beforeEach(() => {
  folder = makeScratch();
});

const threads = (count: number): { kind: "threads"; threads: number } => ({ kind: "threads", threads: count });

function idsOf(output: string): number[] {
  const shards = openTokenShards(output);
  const ids = new Int32Array(shards.length);
  shards.read(0, ids);
  shards.close();
  return [...ids];
}

/** The texts of a family as JSON lines. */
function jobOf({ json, encode }: Pick<Family, "json" | "encode">, output: string): PrepareJob {
  const file = join(folder, "tokenizer.json");
  writeFileSync(file, JSON.stringify(json));
  const input = join(folder, "texts.jsonl");
  writeFileSync(input, encode.map(({ text }) => `${JSON.stringify({ text })}\n`).join(""));
  return { inputs: [input], output: join(folder, output), tokenizer: { file }, endOfText: "none", unitBytes: 700 };
}

describe.each(modelFamilies())("$name", (family) => {
  test.each([1, 2])("on %i threads", async (count) => {
    const job = jobOf(family, `out-${count}`);
    await prepare(job, { executor: threads(count) });
    expect(idsOf(job.output)).toEqual(family.encode.flatMap(({ asText }) => asText));
  });
});

test("a tekken.json, whatever it is called, whose </s> ends documents", async () => {
  const { json, encode } = tekkenFile();
  const job = { ...jobOf({ json, encode: [] }, "tekken"), tokenizer: { file: join(folder, "mistral.json") } };
  writeFileSync(join(folder, "mistral.json"), JSON.stringify(json));
  writeFileSync(job.inputs[0]!, encode.map(({ text }) => `${JSON.stringify({ text })}\n`).join(""));
  await prepare({ ...job, endOfText: "after" }, { executor: threads(2) });
  expect(idsOf(job.output)).toEqual(encode.flatMap(({ ids }) => [...ids, 2]));
});

/** With an end of text, and a token that is found in every text. */
const qwen = modelFamily("qwen3");

test("a text of megabytes, in parts and whole: characters, added tokens and marks at every cut", async () => {
  const { json, encode } = qwen;
  const tokenizer = HfTokenizer.fromJson(json);
  // A file with U+0000 is not taken for text.
  const some = encode.map(({ text }) => text.replaceAll("\0", "?")).join("<think>a\u030a\u0323 ");
  const text = some.repeat(Math.ceil(1_500_000 / some.length));
  const path = join(folder, "long.txt");
  writeFileSync(path, text);
  const job = { ...jobOf(qwen, "long"), inputs: [path], unitBytes: undefined };
  await prepare(job, { executor: threads(1) });
  expect(idsOf(job.output)).toEqual([...tokenizer.encode(text, { disallowedSpecial: [] })]);
});

test("killed, and gone on with", async () => {
  const job = { ...jobOf(qwen, "killed"), unitBytes: 100 };
  for (const point of ["encoding 3", "written 2", "marked 1"]) {
    const run = runJob(["prepare", JSON.stringify(job), "2"], { WINDROW_DIE: point });
    expect(await run.ended, run.output()).toBe("SIGKILL");
  }
  await resume(job.output, { executor: threads(2) });
  expect(idsOf(job.output)).toEqual(qwen.encode.flatMap(({ asText }) => asText));
});

test("a file that has changed since the job was planned", async () => {
  const job = jobOf(qwen, "changed");
  const { tokenizer } = await planJob(job);
  expect(tokenizer).toMatchObject({ name: "tokenizer.json", fingerprint: HfTokenizer.fromJson(qwen.json).fingerprint });
  writeFileSync(join(folder, "tokenizer.json"), JSON.stringify({ ...qwen.json, normalizer: { type: "NFKC" } }));
  await expect(resume(job.output, { executor: threads(1) })).rejects.toMatchObject({
    code: "PREPARE_TOKENIZER_MISMATCH",
  });
  writeFileSync(join(folder, "tokenizer.json"), JSON.stringify(qwen.json, undefined, 1));
  await resume(job.output, { executor: threads(1) });
  expect(idsOf(job.output)).toEqual(qwen.encode.flatMap(({ asText }) => asText));
});

test("a folder: its eos_token ends documents", async () => {
  const model = join(folder, "model");
  mkdirSync(model);
  const { json } = qwen;
  writeFileSync(join(model, "tokenizer.json"), JSON.stringify(json));
  const config = join(model, "tokenizer_config.json");
  writeFileSync(config, JSON.stringify({ eos_token: "<|im_end|>" }));
  const job: PrepareJob = { ...jobOf(qwen, "ended"), tokenizer: { folder: model }, endOfText: undefined };
  await prepare(job, { executor: threads(2) });
  const end = HfTokenizer.fromJson(json).specialTokens.get("<|im_end|>")!;
  expect(idsOf(job.output)).toEqual(qwen.encode.flatMap(({ asText }) => [...asText, end]));
  writeFileSync(config, JSON.stringify({ eos_token: "</none>" }));
  const endless = { ...job, output: join(folder, "endless") };
  const withoutEnd = { ...json, added_tokens: [] };
  writeFileSync(join(model, "tokenizer.json"), JSON.stringify(withoutEnd));
  await expect(prepare(endless)).rejects.toMatchObject({
    message: expect.stringMatching(/no special token that its eos_token names: set endOfText to "none", or/) as string,
  });
  const none = { folder: join(folder, "nowhere") };
  await expect(prepare({ ...endless, tokenizer: none })).rejects.toMatchObject({
    code: "PREPARE_INVALID_OPTION",
    message: expect.stringMatching(/nowhere could not be loaded: There is no folder/) as string,
  });
});

describe("a model on the hub", () => {
  let server: HubServer;
  beforeEach(async () => {
    server = await HubServer.open();
    server.models["org/small"] = smallModel({ "tokenizer.json": JSON.stringify(qwen.json) });
    vi.stubEnv("HF_ENDPOINT", server.url);
    vi.stubEnv("HF_HUB_CACHE", join(folder, "cache"));
    vi.stubEnv("HF_TOKEN", "");
    vi.stubEnv("HF_HOME", join(folder, "home"));
    return async () => {
      vi.unstubAllEnvs();
      await server.close();
    };
  });

  test("is kept, and used offline by what goes on with the job", async () => {
    const job = { ...jobOf(qwen, "hub"), tokenizer: { model: "org/small" } };
    const { tokenizer } = await planJob(job);
    expect(tokenizer).toMatchObject({ source: { model: "org/small" }, name: "org/small" });
    vi.stubEnv("HF_HUB_OFFLINE", "1");
    const before = server.requests.length;
    await resume(job.output, { executor: threads(2) });
    expect(server.requests.length).toBe(before);
    expect(idsOf(job.output)).toEqual(qwen.encode.flatMap(({ asText }) => asText));
  });

  test("that has moved since: refused", async () => {
    const job = { ...jobOf(qwen, "moved"), tokenizer: { model: "org/small", revision: "v1.0" } };
    await planJob(job);
    const changed = JSON.stringify({ ...qwen.json, normalizer: { type: "NFKC" } });
    const moved = smallModel({ "tokenizer.json": changed });
    server.models["org/small"] = { ...moved, revisions: { "v1.0": "f".repeat(40) } };
    await expect(resume(job.output, { executor: threads(1) })).rejects.toMatchObject({
      code: "PREPARE_TOKENIZER_MISMATCH",
    });
  });

  test("that is not there, or can't be reached: nothing is left", async () => {
    const job = jobOf(qwen, "none");
    await expect(prepare({ ...job, tokenizer: { model: "org/none" } })).rejects.toMatchObject({
      code: "PREPARE_INVALID_OPTION",
      message: expect.stringMatching(
        /^The tokenizer of org\/none could not be loaded: "org\/none" is not on/,
      ) as string,
    });
    await server.close();
    await expect(prepare({ ...job, tokenizer: { model: "org/small" } })).rejects.toMatchObject({
      message: expect.stringContaining("can't be reached") as string,
    });
    expect(() => rmSync(job.output, { recursive: true })).toThrow("ENOENT");
  });
});
