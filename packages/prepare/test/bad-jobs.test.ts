/** What is refused before any work, and what is found out during it: each with its code and place. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { openTokenShards } from "@windrow/shards";
import { planJob, prepare, type PrepareJob, resume, status, verify } from "@windrow/prepare";
import { enqueue, startWorker } from "@windrow/prepare/bullmq";
import { beforeEach, expect, test } from "vitest";
import { editSealed } from "./support/edit-sealed.ts";
import { flipBit, makeScratch } from "./support/scratch.ts";

let folder: string;
let job: PrepareJob;

beforeEach(() => {
  folder = makeScratch();
  mkdirSync(join(folder, "texts"));
  for (const i of [0, 1, 2, 3]) writeFileSync(join(folder, "texts", `${i}.txt`), `document ${i} `.repeat(100));
  job = {
    inputs: [join(folder, "texts")],
    output: join(folder, "output"),
    tokenizer: { encoding: "gpt2" },
    unitBytes: 1000,
    shardTokens: 500,
  };
});

test.each<[string, Record<string, unknown>, RegExp]>([
  ["inputs", { inputs: [] }, /inputs is an empty array; expected an array of paths/],
  ["inputs", { inputs: "texts" }, /inputs is "texts"; expected an array of paths/],
  ["output", { output: "" }, /output is ""/],
  ["tokenizer", { tokenizer: undefined }, /tokenizer is undefined; expected { encoding/],
  ["tokenizer", { tokenizer: { encoding: "gpt3" } }, /tokenizer.encoding is "gpt3"; expected one of "gpt2", /],
  [
    "tokenizer",
    { tokenizer: { file: "nowhere.tiktoken", pattern: "gpt2" } },
    /nowhere.tiktoken could not be loaded: ENOENT/,
  ],
  ["tokenizer", { tokenizer: ["gpt2"] }, /tokenizer is an array of 1; expected { encoding/],
  [
    "tokenizer",
    { tokenizer: { encoding: "gpt2", ignore: [] } },
    /^Unknown tokenizer field "ignore"\. Known tokenizer fields: encoding\.$/,
  ],
  [
    "tokenizer",
    { tokenizer: { file: "a.json", normalizer: null } },
    /^Unknown tokenizer field "normalizer"\. Known tokenizer fields: file, pattern, specialTokens\.$/,
  ],
  ["tokenizer", { tokenizer: { file: "a.json", specialTokens: {} } }, /specialTokens is an object; expected nothing/],
  ["tokenizer", { tokenizer: { model: "./a" } }, /tokenizer.model is "\.\/a"; expected a model's id/],
  ["tokenizer", { tokenizer: { model: "a/b", revision: "" } }, /tokenizer.revision is ""; expected a branch/],
  ["tokenizer", { tokenizer: { model: "a/b", file: "c" } }, /^Unknown tokenizer field "file"\./],
  ["tokenizer", { tokenizer: { folder: 1 } }, /tokenizer.folder is 1; expected the path of a folder/],
  ["tokenizer", { tokenizer: { file: "a.json", ignore: ["padding"] } }, /field ignore is gone: .* Leave it out\.$/],
  [
    "tokenizer",
    { tokenizer: { file: "a.tiktoken", pattern: "gpt2", specialTokens: [] } },
    /specialTokens is an empty array; expected an object/,
  ],
  [
    "tokenizer",
    { tokenizer: { file: "a.tiktoken", pattern: "gpt2", specialTokens: { "<s>": "1" } } },
    /specialTokens\["<s>"\] is "1"; expected an id/,
  ],
  ["tokenizer", { tokenizer: { file: "a\0.json" } }, /tokenizer.file is "a\\u0000.json"; expected the path/],
  ["inputs", { inputs: ["a\0b"] }, /inputs is an array of 1; expected an array of paths/],
  ["format", { format: "parquet" }, /format is "parquet"; expected one of "bin", "llm.c"/],
  ["shardTokens", { shardTokens: 0 }, /shardTokens is 0; expected an integer from 1/],
  ["shardTokens", { shardTokens: -5 }, /shardTokens is -5/],
  ["shardTokens", { shardTokens: 2 ** 31, format: "llm.c" }, /from 1 to 2147483647/],
  ["unitBytes", { unitBytes: -1 }, /unitBytes is -1; expected an integer from 1/],
  ["validation", { validation: 1 }, /validation is 1; expected a number from 0 up to, and without, 1/],
  ["validation", { validation: Number.NaN }, /validation is NaN/],
  ["removeDuplicates", { removeDuplicates: "yes" }, /removeDuplicates is "yes"; expected true or false/],
  ["endOfText", { endOfText: "behind" }, /endOfText is "behind"; expected one of "after", "before"/],
  ["invalidText", { invalidText: "ignore" }, /invalidText is "ignore"; expected one of "fail", "replace", "skip"/],
  ["separator", { separator: "" }, /separator is ""; expected text that ends a document/],
  ["separator", { separator: "\ud800" }, /half a surrogate pair/],
  ["field", { field: 3 }, /field is 3; expected the name of a field/],
  ["a misspelt field", { shardtokens: 3 }, /^Unknown job field "shardtokens"\. Did you mean "shardTokens"\?$/],
  ["a misspelt field", { input: "texts" }, /^Unknown job field "input"\. Did you mean "inputs"\?$/],
  [
    "an unknown field",
    { language: "en" },
    /^Unknown job field "language"\. Known job fields: inputs, output, tokenizer, /,
  ],
])("%s: %j", async (_, change, message) => {
  const changed = { ...job, ...change } as PrepareJob;
  await expect(prepare(changed)).rejects.toMatchObject({
    code: "PREPARE_INVALID_OPTION",
    message: expect.stringMatching(message),
  });
  expect(readdirSync(folder)).toEqual(["texts"]);
});

test("an option that there is not, beside the job, is told of by its name", async () => {
  const wrong = { threads: 2 } as never;
  const refusal = expect.objectContaining({
    code: "PREPARE_INVALID_OPTION",
    message: 'Unknown option "threads". Known options: executor, onProgress, signal.',
    fields: { option: "threads", value: 2 },
  });
  await expect(prepare(job, wrong)).rejects.toThrow(refusal);
  await expect(resume(job.output, wrong)).rejects.toThrow(refusal);
  await expect(planJob(job, { thread: 2 } as never)).rejects.toThrow(
    'Unknown option "thread". Did you mean "threads"?',
  );
  const nowhere = "redis://127.0.0.1:1";
  await expect(enqueue(job, nowhere, { lockMs: 5 } as never)).rejects.toThrow('Unknown option "lockMs"');
  await expect(startWorker(nowhere, { rank: 5 } as never)).rejects.toThrow('Unknown option "rank"');
});

test("inputs that are not there, folders without files, files without documents", async () => {
  const missing = prepare({ ...job, inputs: [join(folder, "nowhere")] });
  await expect(missing).rejects.toMatchObject({ code: "PREPARE_INPUT_UNREADABLE", fields: { reason: "ENOENT" } });
  mkdirSync(join(folder, "empty"));
  writeFileSync(join(folder, "empty", ".hidden"), "text");
  await expect(prepare({ ...job, inputs: [join(folder, "empty")] })).rejects.toMatchObject({
    code: "PREPARE_NO_INPUT",
  });
  writeFileSync(join(folder, "empty", "a.txt"), "");
  await expect(prepare({ ...job, inputs: [join(folder, "empty")] })).rejects.toThrow("all files are empty");
  await expect(prepare({ ...job, output: join(folder, "texts", "out") })).rejects.toThrow(
    "or shards would become inputs",
  );
});

test("ranks and threads that can't be", async () => {
  const rank = (executor: object): Promise<unknown> => prepare(job, { executor: executor as never });
  await expect(rank({ kind: "rank", rank: 2, worldSize: 2 })).rejects.toThrow(
    "rank is 2; expected an integer from 0 to 1",
  );
  await expect(rank({ kind: "rank", rank: 2 })).rejects.toThrow("no world size is given");
  await expect(rank({ kind: "slurm" })).rejects.toThrow('executor.kind is "slurm"; expected "threads" or "rank"');
  await expect(rank({ kind: "rank", rank: 0, worldsize: 2 })).rejects.toThrow(
    'Unknown executor field "worldsize". Did you mean "worldSize"?',
  );
  await expect(rank({ kind: "threads", rank: 0 })).rejects.toThrow('Unknown executor field "rank"');
  await expect(prepare(job, { executor: null as never })).rejects.toThrow("executor is null; expected an object");
  await expect(rank({ kind: "threads", threads: 0 })).rejects.toThrow("threads is 0; expected an integer from 1");
});

test("a folder of another job, of shards of somebody's, or of no job", async () => {
  await prepare(job);
  const other = prepare({ ...job, shardTokens: 400 });
  await expect(other).rejects.toMatchObject({ code: "PREPARE_FOREIGN_OUTPUT", fields: { field: "shardTokens" } });
  await expect(other).rejects.toThrow("with shardTokens 500 and not 400");
  await expect(prepare({ ...job, tokenizer: { encoding: "r50k_base" } })).rejects.toThrow("with tokenizer {");
  rmSync(join(job.output, "prepare"), { recursive: true });
  await expect(prepare(job)).rejects.toMatchObject({ code: "PREPARE_FOREIGN_OUTPUT" });
  for (const call of [resume, status, verify]) {
    await expect(call(job.output)).rejects.toMatchObject({ code: "PREPARE_NO_JOB" });
  }
});

test("inputs that changed between two runs", async () => {
  await planJob(job);
  writeFileSync(join(folder, "texts", "4.txt"), "new");
  await expect(prepare(job)).rejects.toThrow(/4.txt is new among the inputs since the job was planned/);
  renameSync(join(folder, "texts", "4.txt"), join(folder, "texts", "1.txt"));
  await expect(prepare(job)).rejects.toMatchObject({
    code: "PREPARE_INPUT_CHANGED",
    message: expect.stringContaining("has 3 bytes now and had 1100"),
  });
});

test("an input of the same size that changed between plan and work: its unit fails, the others are done, and resume goes on", async () => {
  const path = join(folder, "texts", "2.txt");
  const before = readFileSync(path);
  await planJob(job);
  flipBit(path, 5);
  const running = prepare(job);
  await expect(running).rejects.toMatchObject({ code: "PREPARE_UNITS_FAILED" });
  await expect(running).rejects.toThrow(path);
  const { units, failed } = await status(job.output);
  expect(units).toEqual({ done: 3, total: 4 });
  expect(failed).toMatchObject([{ stage: "encode", index: 2, code: "PREPARE_INPUT_CHANGED" }]);
  writeFileSync(path, before);
  expect(await resume(job.output)).toMatchObject({ done: true, documents: 4 });
  expect((await status(job.output)).failed).toEqual([]);
});

test("an output that is no folder, or can't be one", async () => {
  writeFileSync(job.output, "a file");
  await expect(prepare(job)).rejects.toMatchObject({ code: "PREPARE_OUTPUT_UNWRITABLE" });
  expect(readFileSync(job.output, "utf8")).toBe("a file");
});

test("a bit flipped in a shard, in its documents, its manifest, the job's lists: verify names the file", async () => {
  await prepare(job);
  expect((await verify(job.output)).bad).toEqual([]);
  const files = [
    "tokens_000001.bin",
    "tokens_000000.documents",
    "manifest.json",
    "prepare/inputs.jsonl",
    "prepare/units.jsonl",
  ];
  for (const file of files) {
    const path = join(job.output, file);
    const place = file === "manifest.json" ? readFileSync(path, "utf8").indexOf('"tokens"') + 1 : 7;
    flipBit(path, place);
    const { bad } = await verify(job.output);
    expect(bad.map((one) => one.file)).toEqual([path]);
    flipBit(path, place);
  }
  rmSync(join(job.output, "tokens_000001.bin"));
  expect((await verify(job.output)).bad).toHaveLength(1);
});

test("a part that was changed on the disk is not assembled, and verify names it", async () => {
  await planJob(job);
  await prepare(job, { executor: { kind: "rank", rank: 0, worldSize: 2 } });
  const part = join(job.output, "prepare", "encode", "000000", "000002.tokens");
  flipBit(part, 100);
  expect((await verify(job.output)).bad.map(({ file }) => file)).toEqual([part]);
  const running = resume(job.output);
  await expect(running).rejects.toMatchObject({ code: "PREPARE_UNITS_FAILED" });
  await expect(running).rejects.toThrow("its crc32 from byte 0 on is not that of its marker; remove it");
});

test.each(["{}", "null", '{"shards":[{}]}', '{"shards":5}'])(
  "a set's manifest that says %s is named by verify",
  async (text) => {
    await prepare(job);
    const path = join(job.output, "manifest.json");
    writeFileSync(path, text);
    const { bad } = await verify(job.output);
    expect(new Set(bad.map(({ file }) => file))).toEqual(new Set([path]));
  },
);

test("verify of a job that is not done reads its shards, their documents and the markers", async () => {
  const stopped = new AbortController();
  const many = { ...job, shardTokens: 60 };
  const running = prepare(many, {
    signal: stopped.signal,
    onProgress: ({ stage, done }) => stage === "assemble" && done > 5 && stopped.abort(),
    executor: { kind: "threads", threads: 1 },
  });
  await expect(running).rejects.toMatchObject({ code: "PREPARE_INTERRUPTED" });
  expect((await status(job.output)).stage).toBe("assemble");
  expect((await verify(job.output)).bad).toEqual([]);
  const documents = join(
    job.output,
    readdirSync(job.output).find((name) => name.endsWith(".documents"))!,
  );
  flipBit(documents, 7);
  expect((await verify(job.output)).bad.map(({ file }) => file)).toEqual([documents]);
  flipBit(documents, 7);
  const marker = join(job.output, "prepare", "assemble", "000000", "000000.json");
  writeFileSync(marker, "{");
  expect((await verify(job.output)).bad).toEqual([
    { file: marker, reason: expect.stringMatching(/is not JSON \(.*\); remove it, and resume the job/) as string },
  ]);
});

test("a failure of a unit that another has done meanwhile is none", async () => {
  await planJob(job);
  const failed = join(job.output, "prepare", "failed");
  await prepare(job, { executor: { kind: "rank", rank: 0, worldSize: 2 } });
  mkdirSync(failed, { recursive: true });
  for (const index of [0, 1])
    writeFileSync(
      join(failed, `encode-00000${index}.json`),
      JSON.stringify({ stage: "encode", index, code: "PREPARE_X", reason: "was" }),
    );
  expect((await status(job.output)).failed.map(({ index }) => index)).toEqual([1]);
});

test("a marker of another job", async () => {
  await prepare(job, { executor: { kind: "rank", rank: 1, worldSize: 2 } });
  const marker = join(job.output, "prepare", "encode", "000000", "000001.json");
  editSealed(marker, (json) => (json["job"] = "0".repeat(64)));
  await expect(resume(job.output)).rejects.toMatchObject({ code: "PREPARE_FOREIGN_OUTPUT" });
});

test("an interrupted run leaves nothing half, and goes on", async () => {
  // More units than a thread begins before it hears of the interruption.
  for (let i = 4; i < 40; i++) writeFileSync(join(folder, "texts", `${i}.txt`), `document ${i} `.repeat(100));
  const abort = new AbortController();
  const running = prepare(job, {
    signal: abort.signal,
    onProgress: ({ stage, done }) => stage === "encode" && done > 0 && abort.abort(),
    executor: { kind: "threads", threads: 1 },
  });
  await expect(running).rejects.toMatchObject({ code: "PREPARE_INTERRUPTED" });
  expect(readdirSync(job.output, { recursive: true }).filter((name) => String(name).endsWith(".tmp"))).toEqual([]);
  expect((await status(job.output)).stage).toBe("encode");
  expect(await resume(job.output)).toMatchObject({ done: true });
  await expect(prepare(job, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "PREPARE_INTERRUPTED" });
});

test.each([1, 4])("of many inputs one is bad: with %i threads nothing of the job is left", async (threads) => {
  const paths = Array.from({ length: 60 }, (_, i) => join(folder, `${i}.jsonl`));
  for (const [i, path] of paths.entries()) {
    const field = i === 20 ? "body" : "text";
    writeFileSync(path, `${JSON.stringify({ [field]: `document ${i} `.repeat(50) })}\n`.repeat(40));
  }
  const many = { ...job, inputs: paths, removeDuplicates: true };
  for (let round = 0; round < 5; round++) {
    const running = prepare(many, { executor: { kind: "threads", threads } });
    await expect(running).rejects.toMatchObject({ code: "PREPARE_INVALID_DOCUMENT" });
    expect(readdirSync(folder)).not.toContain("output");
  }
});

test("interrupted while inputs are read: nothing of the job is left, and no file is open", async () => {
  for (let i = 4; i < 60; i++) writeFileSync(join(folder, "texts", `${i}.txt`), `document ${i} `.repeat(30_000));
  const ownFiles = "/proc/self/fd";
  const open = (): string[] =>
    (existsSync(ownFiles) ? readdirSync(ownFiles) : []).flatMap((fd) => {
      try {
        return [readlinkSync(join(ownFiles, fd))].filter((path) => path.startsWith(folder));
      } catch {
        return [];
      }
    });
  for (let round = 0; round < 8; round++) {
    const abort = new AbortController();
    const running = prepare(
      { ...job, validation: 0.5 },
      { signal: abort.signal, executor: { kind: "threads", threads: 3 } },
    );
    setTimeout(() => abort.abort(), 100 + 30 * round);
    const outcome = await running.then(
      () => "done",
      ({ code }: { code: unknown }) => code,
    );
    if (outcome === "done") break;
    expect(outcome).toBe("PREPARE_INTERRUPTED");
    expect(open()).toEqual([]);
    if (!readdirSync(folder).includes("output")) continue;
    // Planned before it was interrupted.
    expect(readdirSync(join(job.output, "prepare")).filter((name) => name.startsWith("hashes"))).toEqual([]);
    rmSync(job.output, { recursive: true });
  }
});

test.each(["after", "before", "between", "none"] as const)(
  "of a finished job (%s) verify compares indexes and counts, and prepare looks for its shards",
  async (endOfText) => {
    const some = { ...job, endOfText, validation: 0.4 };
    await prepare(some);
    expect(await verify(job.output)).toMatchObject({ stage: "done", bad: [] });
    const prepared = join(job.output, "prepare");
    for (const name of ["units.jsonl.index", "inputs.jsonl.index"]) {
      flipBit(join(prepared, name), 9);
      expect((await verify(job.output)).bad.map(({ file }) => file)).toEqual([join(prepared, name)]);
      flipBit(join(prepared, name), 9);
    }
    const done = join(prepared, "done.json");
    const said = readFileSync(done, "utf8");
    for (const field of ["tokens", "documents", "shards"]) {
      writeFileSync(done, said);
      editSealed(done, ({ sets }) => (sets as Record<string, number>[])[0]![field]!++);
      const { bad } = await verify(job.output);
      expect(bad).toEqual([{ file: done, reason: expect.stringContaining(` ${field} in train`) as string }]);
    }
    writeFileSync(done, said);
    rmSync(join(job.output, "train", "train_000000.bin"));
    const gone = {
      code: "PREPARE_JOB_INVALID",
      message: expect.stringMatching(/train_000000\.bin.*prepare anew/) as string,
    };
    await expect(prepare(some)).rejects.toMatchObject(gone);
    await expect(resume(job.output)).rejects.toMatchObject(gone);
  },
);

test("a file for a folder, and a set for a job", async () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  for (const output of [file, join(file, "below")])
    await expect(prepare({ ...job, output })).rejects.toThrow(`${file} is a file; expected a folder`);
  await prepare({ ...job, validation: 0.5 });
  expect(() => openTokenShards(job.output)).toThrow("has the sets train and validation: open one of them");
  await expect(verify(join(job.output, "train"))).rejects.toThrow(
    `is a part of the job in ${job.output}; name that folder`,
  );
});

test("a tokenizer's file that changed since the job was planned", async () => {
  const file = join(folder, "own.tiktoken");
  const line = (bytes: readonly number[], rank: number): string => `${Buffer.from(bytes).toString("base64")} ${rank}\n`;
  const ranks = Array.from({ length: 256 }, (_, byte) => line([byte], byte)).join("");
  writeFileSync(file, ranks + line([100, 111], 256));
  const tokenizer = { file, pattern: "gpt2", specialTokens: { "<|endoftext|>": 257 } };
  await planJob({ ...job, tokenizer });
  writeFileSync(file, ranks + line([111, 99], 256));
  const running = resume(job.output);
  await expect(running).rejects.toMatchObject({ code: "PREPARE_TOKENIZER_MISMATCH" });
  await expect(running).rejects.toThrow("the tokenizer own.tiktoken has the fingerprint");
  const without = { ...job, output: join(folder, "other"), tokenizer: { file, pattern: "gpt2" } };
  await expect(prepare(without)).rejects.toThrow("has no special token <|endoftext|>");
});

test("a field that no document has is found before the job is begun, and nothing is left", async () => {
  const path = join(folder, "a.jsonl");
  writeFileSync(path, '{"id":1,"text":"one"}\n'.repeat(1000));
  const wrong = { ...job, inputs: [path], field: "body" };
  await expect(prepare(wrong)).rejects.toMatchObject({
    code: "PREPARE_INVALID_DOCUMENT",
    message: expect.stringContaining("line 1"),
  });
  expect(readdirSync(folder)).not.toContain("output");
  expect(await prepare({ ...wrong, field: "text" })).toMatchObject({ done: true, documents: 1000 });
});

test("an option of a kind of input that the job does not have", async () => {
  const lines = join(folder, "a.jsonl");
  writeFileSync(lines, '{"text":"a"}\n');
  const refused = (option: string): object => ({ code: "PREPARE_INVALID_OPTION", fields: { option } });
  await expect(prepare({ ...job, field: "text" })).rejects.toMatchObject(refused("field"));
  await expect(prepare({ ...job, field: "body" })).rejects.toThrow("field is set, but every input is text");
  await expect(prepare({ ...job, inputs: [lines], separator: "\n" })).rejects.toMatchObject(refused("separator"));
  expect(readdirSync(folder)).not.toContain("output");
  const mixed = { ...job, inputs: [lines, ...job.inputs], field: "text", separator: "\n" };
  expect(await prepare(mixed)).toMatchObject({ done: true, documents: 5 });
});

test("with the policy skip a field that no line has is an error all the same, and one that many lack is not", async () => {
  const path = join(folder, "a.jsonl");
  const skipping: PrepareJob = { ...job, inputs: [path], invalidText: "skip" };
  for (const lines of [3, 3000]) {
    writeFileSync(path, '{"body":"a"}\n{"text":5}\n{"body":"b"}\n'.repeat(lines / 3));
    for (const removeDuplicates of [false, true])
      await expect(prepare({ ...skipping, removeDuplicates })).rejects.toMatchObject({
        code: "PREPARE_INVALID_DOCUMENT",
        message: `${path}, line 1: it has no field "text"; it has "body", and no line of the first 1000 has text in the field "text". Set field to the one with the text.`,
      });
    expect(readdirSync(folder)).not.toContain("output");
  }
  writeFileSync(path, `${'{"body":"a"}\n'.repeat(900)}{"text":"a"}\n{"text":null}\n`);
  expect(await prepare(skipping)).toMatchObject({ done: true, documents: 1, skipped: 901 });
});
