/** What is not a regular file, and a file that shrinks while mapped: an error, never a hang or a crash. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { skipNote } from "@windrow/testing";
import { afterAll, describe, expect, test } from "vitest";
import { Embedding, InputEmbedding } from "../src/index.ts";
import { hasCode, keep } from "./disposed-after-each.ts";

const scratch = mkdtempSync(join(tmpdir(), "windrow-files-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Loads a path in another process, for a wait would be one of the whole process. */
function loadElsewhere(path: string): { readonly code: string; readonly message: string } {
  const program = `
    const { Embedding, InputEmbedding } = await import(process.argv[1]);
    const answers = [];
    for (const Class of [Embedding, InputEmbedding]) {
      await Class.load(process.argv[2]).catch(({ code, message }) => answers.push({ code, message }));
    }
    console.log(JSON.stringify(answers));`;
  const built = new URL("../dist/index.js", import.meta.url).href;
  const args = ["--input-type=module", "-e", program, built, path];
  const { stdout, signal } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 60_000 });
  expect(signal).toBe(null);
  const [answer, second] = JSON.parse(stdout) as { code: string; message: string }[];
  expect(second?.code).toBe(answer?.code);
  return answer!;
}

const noPipes = process.platform === "win32" ? "Windows has no named pipes in folders" : undefined;

describe("what is not a regular file", () => {
  test.skipIf(noPipes !== undefined)(`a named pipe is refused, not waited for${skipNote(noPipes)}`, () => {
    for (const name of ["pipe.safetensors", "pipe.npy", "pipe"]) {
      const path = join(scratch, name);
      expect(spawnSync("mkfifo", [path]).status).toBe(0);
      const { code, message } = loadElsewhere(path);
      expect(code).toBe("EMBEDDINGS_INVALID_FILE");
      expect(message).toContain(`${name} could not be read (it is a pipe, not a file)`);
    }
  });

  test.skipIf(noPipes !== undefined)(`a device that never ends${skipNote(noPipes)}`, async () => {
    await expect(Embedding.load("/dev/zero")).rejects.toThrow(
      hasCode("EMBEDDINGS_INVALID_FILE", /^\/dev\/zero could not be read \(it is a device, not a file\)/),
    );
  });

  test.skipIf(noPipes !== undefined)(`a socket${skipNote(noPipes)}`, async () => {
    const path = join(scratch, "socket");
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(path, resolve));
    try {
      // Which the system does not open at all.
      await expect(Embedding.load(path)).rejects.toThrow(
        hasCode("EMBEDDINGS_INVALID_FILE", /it is a socket or a device, not a file/),
      );
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });
});

/** 2000 rows of 64 numbers, half a megabyte: more than a page, which the system would fill up with zeros. */
async function saved(name: string): Promise<{ directory: string; path: string; last: number[] }> {
  const directory = join(scratch, name);
  const made = await InputEmbedding.create({ vocabSize: 2000, contextLength: 4, embeddingDim: 64, seed: 1 });
  await made.save(directory);
  const last = [...made.tokenWeight.subarray(1999 * 64)];
  await made.dispose();
  return { directory, path: join(directory, "model.safetensors"), last };
}

// On Windows a mapped file can't be cut.
const noCutting = process.platform === "win32" ? "Windows does not cut a mapped file" : undefined;

describe.each([false, true])("a file that is cut while it is mapped, worker: %s", (worker) => {
  test.skipIf(noCutting !== undefined)(`is an error of forward${skipNote(noCutting)}`, async () => {
    const { directory, path, last } = await saved(`cut-${worker}`);
    const embedding = keep(await Embedding.load(directory, { worker }));
    expect([...(await embedding.forward([1999])).data]).toEqual(last);
    const { size } = statSync(path);
    for (const length of [size - 1025, 65536 + 64 * 4 * 1000, 0]) {
      truncateSync(path, length);
      for (const ids of [[1999], [0], Array.from({ length: 30_000 }, (_, i) => i % 2000)]) {
        await expect(embedding.forward(ids)).rejects.toThrow(
          hasCode(
            "EMBEDDINGS_INVALID_FILE",
            new RegExp(`model\\.safetensors has been cut to ${length} bytes since it was loaded`),
          ),
        );
      }
      await expect(async () => embedding.weight).rejects.toThrow(
        hasCode("EMBEDDINGS_INVALID_FILE", /has been changed/),
      );
    }
    // Nothing is looked up: there is nothing to fail.
    expect((await embedding.forward([])).dims).toEqual([0, 64]);
  });

  test("the position table counts as well", async () => {
    const { directory, path } = await saved(`positions-${worker}`);
    const embedding = keep(await InputEmbedding.load(directory, { worker }));
    truncateSync(path, statSync(path).size - 1);
    await expect(embedding.forward([0])).rejects.toThrow(hasCode("EMBEDDINGS_INVALID_FILE", /has been cut to/));
  });

  test.skipIf(noCutting !== undefined)(
    `one that is deleted or replaced is mapped as it was${skipNote(noCutting)}`,
    async () => {
      const { directory, path, last } = await saved(`replaced-${worker}`);
      const embedding = keep(await Embedding.load(directory, { worker }));
      const other = join(scratch, "other");
      writeFileSync(other, "short");
      renameSync(other, path);
      expect([...(await embedding.forward([1999])).data]).toEqual(last);
      rmSync(path);
      expect([...(await embedding.forward([1999])).data]).toEqual(last);
    },
  );

  test("a longer one is still whole", async () => {
    const { directory, path, last } = await saved(`longer-${worker}`);
    const embedding = keep(await Embedding.load(directory, { worker }));
    truncateSync(path, statSync(path).size + 1);
    expect([...(await embedding.forward([1999])).data]).toEqual(last);
  });
});
