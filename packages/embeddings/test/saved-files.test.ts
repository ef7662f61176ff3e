/** Files that are replaced or written to while they are loaded or used, and the paths that name them. */
import { mkdir, mkdtemp, readFile, realpath, rename, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openGraph } from "../src/graph/running-graph.ts";
import { Embedding, InputEmbedding } from "../src/index.ts";
import { onnxruntime } from "../src/runtime/node.ts";
import { findTables } from "../src/saved-embedding.ts";

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "windrow-embeddings-"));
});
afterAll(() => rm(scratch, { recursive: true }));

const IDS = Int32Array.of(3, 0, 6, 6, 1, 2);
const options = { vocabSize: 7, contextLength: 5, embeddingDim: 4, seed: 11 };

describe("a file that is replaced while it is loaded", () => {
  /** Loaded from a directory in which another save has taken the file's place. */
  async function loadedAndReplaced(name: string, dtype: "float32" | "float16"): Promise<InputEmbedding> {
    const directory = join(scratch, name);
    await (await InputEmbedding.create(options)).save(directory);
    const loaded = await InputEmbedding.load(directory);
    await (await InputEmbedding.create({ ...options, seed: 12 })).save(directory, { dtype });
    return loaded;
  }
  const replaced = expect.objectContaining({
    code: "EMBEDDINGS_INVALID_FILE",
    message: expect.stringMatching(
      /model\.safetensors has been changed or replaced since it was loaded, .*Load it again/,
    ),
  });

  test.each(["float32", "float16"] as const)(
    "by %s: forward keeps the old tables, no other number comes out",
    async (dtype) => {
      const loaded = await loadedAndReplaced(`replaced-${dtype}`, dtype);
      const expected = await (await InputEmbedding.create(options)).forward(IDS.subarray(0, 5));
      expect((await loaded.forward(IDS.subarray(0, 5))).data).toEqual(expected.data);
      expect(() => loaded.tokenWeight).toThrow(replaced);
      await expect(loaded.save(join(scratch, "copy-of-replaced"))).rejects.toThrow(replaced);
      expect((await loaded.forward(IDS.subarray(0, 5))).data).toEqual(expected.data);
      await loaded.dispose();
    },
  );

  test("written to in place: the tables are not read", async () => {
    const directory = join(scratch, "written");
    await (await InputEmbedding.create(options)).save(directory);
    const loaded = await InputEmbedding.load(directory);
    const path = join(directory, "model.safetensors");
    await writeFile(path, await readFile(path));
    expect(() => loaded.positionWeight).toThrow(replaced);
    await loaded.dispose();
  });

  test("by one of the same size and time", async () => {
    const directory = join(scratch, "twin");
    const path = join(directory, "model.safetensors");
    await (await InputEmbedding.create(options)).save(directory);
    await utimes(path, 1e9, 1e9);
    const loaded = await InputEmbedding.load(directory);
    await (await InputEmbedding.create({ ...options, seed: 12 })).save(directory);
    await utimes(path, 1e9, 1e9);
    expect(() => loaded.tokenWeight).toThrow(replaced);
    await loaded.dispose();
  });

  test("between being read and being mapped", async () => {
    const directory = join(scratch, "raced");
    await (await InputEmbedding.create(options)).save(directory);
    const tables = await findTables(directory, true);
    await (await InputEmbedding.create({ ...options, seed: 12 })).save(directory);
    await expect(openGraph(tables, await onnxruntime())).rejects.toThrow(replaced);
  });
});

test("weights that are asked for while a long forward runs: it goes on with the file, which is let go of after it", async () => {
  const directory = join(scratch, "long");
  const made = await Embedding.create({ numEmbeddings: 50, embeddingDim: 2048, seed: 1 });
  await made.save(directory);
  const path = await realpath(join(directory, "model.safetensors"));
  const isMapped = async (): Promise<boolean> => (await readFile("/proc/self/maps", "utf8")).includes(path);
  const loaded = await Embedding.load(directory);
  // 16 runs of 1 MB.
  const ids = Int32Array.from({ length: 2048 }, (_, i) => i % 50);
  const out = new Float32Array(2048 * 2048);
  const running = loaded.forward(ids, { out });
  expect(loaded.weight.length).toBe(50 * 2048);
  await running;
  expect(out.subarray(49 * 2048, 50 * 2048)).toEqual(made.weight.subarray(49 * 2048));
  expect(out.subarray(2000 * 2048, 2001 * 2048)).toEqual(made.weight.subarray(0, 2048));
  await loaded.forward([0]);
  if (process.platform === "linux") expect(await isMapped()).toBe(false);
  await loaded.dispose();
});

describe("paths", () => {
  test("may be links that lead elsewhere, as those of the hub's cache do, and relative ones", async () => {
    const made = await Embedding.create({ numEmbeddings: 3, embeddingDim: 2, seed: 1 });
    await made.save(join(scratch, "blobs"));
    await mkdir(join(scratch, "snapshots"));
    const link = join(scratch, "snapshots", "model.safetensors");
    await symlink(join("..", "blobs", "model.safetensors"), link);
    for (const source of [link, join(scratch, "snapshots"), relative(process.cwd(), link)]) {
      const loaded = await Embedding.load(source);
      expect((await loaded.forward([2])).data).toEqual(made.weight.subarray(4));
      expect(loaded.weight).toEqual(made.weight);
    }
  });

  test("may have a backslash in their names, where the system allows it", async () => {
    const made = await Embedding.create({ numEmbeddings: 3, embeddingDim: 2, seed: 1 });
    const directory = join(scratch, "back\\slash");
    await made.save(directory);
    await rename(join(directory, "model.safetensors"), join(directory, "my\\table.safetensors"));
    const loaded = await Embedding.load(join(directory, "my\\table.safetensors"));
    expect((await loaded.forward([2])).data).toEqual(made.weight.subarray(4));
  });

  test("may be file: URLs, for load and save", async () => {
    const directory = pathToFileURL(join(scratch, "a folder"));
    const made = await Embedding.create({ numEmbeddings: 3, embeddingDim: 2, seed: 1 });
    await made.save(directory);
    expect((await Embedding.load(directory)).weight).toEqual(made.weight);
    expect((await Embedding.load(new URL(`${directory.href}/model.safetensors`))).weight).toEqual(made.weight);
  });

  test.each([
    "",
    "nul\0",
    new URL("https://example.com/model.safetensors"),
    new URL("file://elsewhere/model.safetensors"),
    new URL("file:///a%2fb"),
  ])("%s is none", async (path) => {
    const made = await Embedding.create({ numEmbeddings: 3, embeddingDim: 2, seed: 1 });
    const expected = (name: string): unknown =>
      expect.objectContaining({
        code: "EMBEDDINGS_INVALID_OPTION",
        message: expect.stringMatching(`^${name} is ".*"; expected a path or a file: URL`),
      });
    await expect(Embedding.load(path)).rejects.toThrow(expected("source"));
    await expect(made.save(path)).rejects.toThrow(expected("directory"));
  });

  test("a URL that names no file here comes with Node's reason", async () => {
    const loading = Embedding.load(new URL("file:///a%2fb"));
    await expect(loading).rejects.toMatchObject({ cause: { code: "ERR_INVALID_FILE_URL_PATH" } });
  });

  test("that no folder can be made of", async () => {
    const inTheWay = join(scratch, "a file");
    await writeFile(inTheWay, "");
    const made = await Embedding.create({ numEmbeddings: 3, embeddingDim: 2, seed: 1 });
    await expect(made.save(join(inTheWay, "below"))).rejects.toThrow(
      expect.objectContaining({
        code: "EMBEDDINGS_WRITE_FAILED",
        message: expect.stringMatching(
          /the directory .*below could not be created \(ENOTDIR.*give one that can be written/,
        ),
      }),
    );
  });
});
