/** The graph in a worker thread: the numbers and errors are those of this thread. The package is used as it is published, from dist. */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import { Embedding, EmbeddingsError, InputEmbedding } from "@windrow/embeddings";
import { hexOfFloats } from "@windrow/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hasCode, keep } from "./disposed-after-each.ts";

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "windrow-worker-"));
});
afterAll(() => rm(scratch, { recursive: true }));

const options = { vocabSize: 300, contextLength: 700, embeddingDim: 600, seed: 5 };
/** More than one run of 1 MB, cut within the sequence. */
const ids = {
  type: "int32",
  data: Int32Array.from({ length: 1400 }, (_, i) => (i * 17) % 300),
  dims: [2, 700],
} as const;

test("tables in memory and in files: the numbers of this thread, with positions of each kind", async () => {
  const here = keep(await InputEmbedding.create(options));
  const directory = join(scratch, "tables");
  await here.save(directory);
  const made = keep(await InputEmbedding.create({ ...options, worker: true }));
  const loaded = keep(await InputEmbedding.load(directory, { worker: true }));
  const positionIds = Int32Array.from(ids.data, (_, i) => (i * 31) % 700);
  const half = { ...ids, data: ids.data.subarray(0, 600), dims: [2, 300] };
  for (const [given, how] of [
    [ids, {}],
    [half, { offset: 400 }],
    [ids, { positionIds }],
    [ids, { positionIds: positionIds.subarray(0, 700) }],
  ] as const) {
    const expected = await here.forward(given, how);
    for (const embedding of [made, loaded]) {
      const { data, dims } = await embedding.forward(given, how);
      expect(dims).toEqual(expected.dims);
      expect(hexOfFloats(data)).toBe(hexOfFloats(expected.data));
    }
  }
});

test("out is the caller's: it is filled, and never handed over", async () => {
  // 8 MB: more than one piece.
  const table = { numEmbeddings: 90, embeddingDim: 4096, seed: 1 };
  const here = keep(await Embedding.create(table));
  const there = keep(await Embedding.create({ ...table, worker: true }));
  const rows = Int32Array.from({ length: 520 }, (_, i) => (i * 7) % 90);
  const expected = await here.forward(rows);
  const out = new Float32Array(520 * 4096 + 3).fill(-1);
  const { data, dims } = await there.forward(rows, { out });
  expect(data.buffer).toBe(out.buffer);
  expect(dims).toEqual([520, 4096]);
  expect(hexOfFloats(data)).toBe(hexOfFloats(expected.data));
  expect([...out.subarray(-3)]).toEqual([-1, -1, -1]);
});

test("a result that is given back is used again; forwards at once do not mix", async () => {
  const there = keep(await Embedding.create({ numEmbeddings: 50, embeddingDim: 8, seed: 1, worker: true }));
  const first = await there.forward([1, 2]);
  first.dispose();
  expect(first.data.length).toBe(0);
  const results = await Promise.all(Array.from({ length: 20 }, (_, i) => there.forward([i, i + 1])));
  for (const [i, { data }] of results.entries()) {
    expect([...data]).toEqual([...there.weight.subarray(i * 8, (i + 2) * 8)]);
  }
});

test("ids may change once forward has returned, and are not taken away", async () => {
  const there = keep(await Embedding.create({ numEmbeddings: 10, embeddingDim: 2, seed: 1, worker: true }));
  const own = Int32Array.of(1, 2);
  const running = there.forward(own);
  own.fill(9);
  expect([...(await running).data]).toEqual([...there.weight.subarray(2, 6)]);
  expect([...own]).toEqual([9, 9]);
});

test("the weight is what the thread was given: it can be read and saved, a change does not count", async () => {
  const directory = join(scratch, "weight");
  const made = keep(await Embedding.create({ numEmbeddings: 10, embeddingDim: 2, seed: 1, worker: true }));
  await made.save(directory);
  for (const embedding of [made, keep(await Embedding.load(directory, { worker: true }))]) {
    const before = await embedding.forward([4]);
    expect([...before.data]).toEqual([...embedding.weight.subarray(8, 10)]);
    expect(embedding.weight).toBe(embedding.weight);
    embedding.weight.fill(0);
    expect((await embedding.forward([4])).data).toEqual(before.data);
  }
});

test("errors are those of this thread", async () => {
  const there = keep(await Embedding.create({ numEmbeddings: 10, embeddingDim: 2, seed: 1, worker: true }));
  await expect(there.forward([10])).rejects.toThrow(hasCode("EMBEDDINGS_INVALID_TOKEN_ID", /^id 10 at index 0/));
  await expect(there.forward([1], { out: new Float32Array(1) })).rejects.toThrow(
    hasCode("EMBEDDINGS_INVALID_SHAPE", /out has 1 places/),
  );
  await there.dispose();
  await expect(there.forward([1])).rejects.toThrow(hasCode("EMBEDDINGS_DISPOSED", /disposed/));
});

test("a table whose memory was handed over", async () => {
  const here = keep(await Embedding.create({ numEmbeddings: 10, embeddingDim: 2, seed: 1 }));
  structuredClone(here.weight.buffer, { transfer: [here.weight.buffer as ArrayBuffer] });
  await expect(here.forward([1])).rejects.toThrow(
    hasCode("EMBEDDINGS_INVALID_WEIGHT", /^a table has 0 numbers now; expected 10 x 2/),
  );
});

test("a file that can't be mapped is an error of load, with its code", async () => {
  const path = join(scratch, "bad.safetensors");
  await writeFile(path, new Uint8Array(9));
  await expect(Embedding.load(path, { worker: true })).rejects.toThrow(hasCode("EMBEDDINGS_INVALID_FILE", /header/));
});

test("a file that is gone by the time the thread maps it: the error comes with its cause, and no thread is left", async () => {
  const directory = join(scratch, "gone");
  const made = keep(await Embedding.create({ numEmbeddings: 300, embeddingDim: 600, seed: 1 }));
  await made.save(directory);
  const listeners = process.listenerCount("exit");
  const loading = Embedding.load(directory, { worker: true });
  rmSync(join(directory, "model.safetensors"));
  const error: unknown = await loading.catch((thrown: unknown) => thrown);
  expect(error).toEqual(hasCode("EMBEDDINGS_INVALID_FILE", /could not be mapped into memory/));
  expect(error).toBeInstanceOf(EmbeddingsError);
  expect((error as Error).cause).toBeInstanceOf(Error);
  expect(process.listenerCount("exit")).toBe(listeners);
});

test("dispose waits for what has begun", async () => {
  const there = await Embedding.create({ numEmbeddings: 100, embeddingDim: 512, seed: 1, worker: true });
  const running = [1, 2, 3].map(() => there.forward(new Int32Array(4000)));
  await there.dispose();
  for (const { dims } of await Promise.all(running)) expect(dims).toEqual([4000, 512]);
});

test("after its thread has died, forward fails rather than wait forever, and dispose succeeds", async () => {
  let worker: Worker | undefined;
  process.once("worker", (made) => (worker = made));
  const there = await Embedding.create({ numEmbeddings: 10, embeddingDim: 2, seed: 1, worker: true });
  await worker!.terminate();
  const failed = hasCode("EMBEDDINGS_THREAD_FAILED", /failed: exit code 1; create or load another/);
  await expect(there.forward([1])).rejects.toThrow(failed);
  await expect(there.forward([1], { out: new Float32Array(2) })).rejects.toThrow(failed);
  await there.dispose();
});

test("threads that have ended leave nothing behind", async () => {
  const before = process.listenerCount("exit");
  const several = await Promise.all(
    [1, 2, 3].map((seed) => Embedding.create({ numEmbeddings: 10, embeddingDim: 2, seed, worker: true })),
  );
  expect(process.listenerCount("exit")).toBe(before + 1);
  await Promise.all(several.map((embedding) => embedding.dispose()));
  expect(process.listenerCount("exit")).toBe(before);
});

test("memory that the caller hands over to somebody else meanwhile", async () => {
  const table = { numEmbeddings: 10, embeddingDim: 1024, seed: 1 };
  for (const worker of [false, true]) {
    const embedding = keep(await Embedding.create({ ...table, worker }));
    const out = new Float32Array(1024 * 1024);
    const running = embedding.forward(new Int32Array(1024), { out });
    structuredClone(out.buffer, { transfer: [out.buffer] });
    await expect(running).rejects.toThrow(hasCode("EMBEDDINGS_INVALID_SHAPE", /^out was transferred before/));
  }
});

/** A program of its own, to see how it ends. */
function runProgram(program: string): { status: number | null; stdout: string; stderr: string } {
  const module = new URL("../dist/index.js", import.meta.url).href;
  const text = `import { Embedding } from ${JSON.stringify(module)};
    const embedding = await Embedding.create({ numEmbeddings: 1000, embeddingDim: 768, seed: 1, worker: true });
    ${program}`;
  return spawnSync(process.execPath, ["--input-type=module", "-e", text], { encoding: "utf8", timeout: 50_000 });
}

test("a thread that nothing is awaited from does not keep the process", () => {
  const { status, stdout, stderr } = runProgram(`console.log((await embedding.forward([1, 2])).dims.join());`);
  expect([status, stdout, stderr]).toEqual([0, "2,768\n", ""]);
});

test("nor does it end the process while something is awaited", () => {
  const { status, stdout } = runProgram(`
    const rows = await Promise.all([1, 30000].map((n) => embedding.forward(new Int32Array(n))));
    console.log(rows.map(({ dims }) => dims[0]).join());`);
  expect([status, stdout]).toEqual([0, "1,30000\n"]);
});

test.each([[["--max-old-space-size=512"]], [["--stack-trace-limit=5", "--expose-gc"]]])(
  "whatever the process' own arguments: %j",
  async (args) => {
    const path = join(scratch, "program.mjs");
    const module = new URL("../dist/index.js", import.meta.url).href;
    await writeFile(
      path,
      `import { Embedding } from ${JSON.stringify(module)};
      const embedding = await Embedding.create({ numEmbeddings: 10, embeddingDim: 3, seed: 1, worker: true });
      console.log((await embedding.forward([1, 2])).dims.join());`,
    );
    for (const program of [[path], ["--input-type=module", "-e", `await import(${JSON.stringify(path)})`]]) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [...args, ...program], { encoding: "utf8" });
      expect([status, stdout, stderr]).toEqual([0, "2,3\n", ""]);
    }
  },
);

test.each([
  ["process.exit(3)", 3, ""],
  ['throw new Error("mine")', 1, "mine"],
])("%s in the middle of a forward ends the process as it should, not by an abort", (ending, code, message) => {
  for (const delay of [0, 5, 40]) {
    const { status, stderr } = runProgram(`
      for (let i = 0; i < 3; i++) embedding.forward(new Int32Array(60000)).catch(() => {});
      setTimeout(() => { ${ending}; }, ${delay});`);
    expect(status).toBe(code);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("Napi");
  }
});

test("the event loop is free while the thread works", async () => {
  const there = keep(await Embedding.create({ numEmbeddings: 1000, embeddingDim: 768, seed: 1, worker: true }));
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  await there.forward(new Int32Array(40_000));
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(0);
});
