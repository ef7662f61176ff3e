/** Bad input ends in errors of this package, and in no line of onnxruntime's own log. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openGraph } from "../src/graph/running-graph.ts";
import { onnxruntime } from "../src/runtime/node.ts";
import { Embedding, InputEmbedding } from "../src/index.ts";

const scratch = mkdtempSync(join(tmpdir(), "windrow-silence-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const invalidFile = (message: RegExp): unknown =>
  expect.objectContaining({ code: "EMBEDDINGS_INVALID_FILE", message: expect.stringMatching(message) });

async function saved(name: string): Promise<string> {
  const directory = join(scratch, name);
  await (await InputEmbedding.create({ vocabSize: 9, contextLength: 3, embeddingDim: 4, seed: 1 })).save(directory);
  return directory;
}

test("a saved directory whose model.safetensors was deleted", async () => {
  const directory = await saved("deleted");
  rmSync(join(directory, "model.safetensors"));
  const expected = invalidFile(/model\.safetensors could not be read \(ENOENT.*expected a directory that save wrote/);
  await expect(InputEmbedding.load(directory)).rejects.toThrow(expected);
  await expect(Embedding.load(directory)).rejects.toThrow(expected);
});

test("a file that is gone, or shorter, by the time that it is mapped", async () => {
  const directory = await saved("changed");
  const path = join(directory, "model.safetensors");
  const token = { path, state: "", offset: 65536, byteLength: 4096, rows: 256, width: 4, dtype: "float32" as const };
  const runtime = await onnxruntime();
  const message =
    /^the tables of .*model\.safetensors could not be mapped into memory \(.+\); if the file was not deleted/;
  await expect(openGraph({ token }, runtime)).rejects.toThrow(invalidFile(message));
  rmSync(path);
  await expect(openGraph({ token }, runtime)).rejects.toThrow(invalidFile(message));
});

test("what a program with bad input writes is nothing", async () => {
  const directory = await saved("bad");
  const bytes = readFileSync(join(directory, "model.safetensors"));
  writeFileSync(join(scratch, "truncated.safetensors"), bytes);
  truncateSync(join(scratch, "truncated.safetensors"), bytes.length - 1);
  writeFileSync(
    join(scratch, "noise.safetensors"),
    bytes.map((byte, i) => byte ^ (i * 31)),
  );
  const program = `
    const { Embedding, InputEmbedding } = await import(process.argv[1]);
    const [scratch, directory] = process.argv.slice(2);
    const embedding = await InputEmbedding.load(directory);
    const made = await Embedding.create({ numEmbeddings: 3, embeddingDim: 2, seed: 1 });
    const codeOf = (attempt) => attempt.then(() => "none", ({ code }) => code);
    const noFile = [scratch + "/truncated.safetensors", scratch + "/noise.safetensors", scratch + "/nowhere", new Uint8Array(9)];
    const codes = {
      ids: [[9], [-1], [0.5]].map((ids) => embedding.forward(ids)).concat(made.forward([3])),
      shape: [embedding.forward({ type: "int32", data: [1], dims: [2] }), made.forward([1], { out: new Float32Array(1) })],
      tooLong: [embedding.forward([0, 0, 0, 0]), embedding.forward([0], { offset: 3 })],
      position: [embedding.forward([0], { positionIds: [3] })],
      file: noFile.map((source) => Embedding.load(source)).concat(Embedding.load(directory, { name: "lm_head.weight" })),
      option: [InputEmbedding.load(directory, { positional: "sinusoidal" })],
    };
    const settle = async (name) => (codes[name] = await Promise.all(codes[name].map(codeOf)));
    await Promise.all(Object.keys(codes).map(settle));
    await made.dispose();
    codes.disposed = [await codeOf(made.forward([0]))];
    console.log(JSON.stringify(codes));`;
  const module = new URL("../dist/index.js", import.meta.url).href;
  const args = ["--input-type=module", "-e", program, "--", module, scratch, directory];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
  expect(JSON.parse(stdout)).toEqual({
    ids: Array.from({ length: 4 }, () => "EMBEDDINGS_INVALID_TOKEN_ID"),
    shape: ["EMBEDDINGS_INVALID_SHAPE", "EMBEDDINGS_INVALID_SHAPE"],
    tooLong: ["EMBEDDINGS_SEQUENCE_TOO_LONG", "EMBEDDINGS_SEQUENCE_TOO_LONG"],
    position: ["EMBEDDINGS_INVALID_POSITION"],
    file: Array.from({ length: 5 }, () => "EMBEDDINGS_INVALID_FILE"),
    option: ["EMBEDDINGS_INVALID_OPTION"],
    disposed: ["EMBEDDINGS_DISPOSED"],
  });
});
