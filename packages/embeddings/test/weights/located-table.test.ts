import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Generator } from "@windrow/random";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { toFloat16, toFloat32 } from "../../src/weights/float16.ts";
import { readLocated, type LocatedTable } from "../../src/weights/located-table.ts";
import { withFile } from "../../src/weights/node-files.ts";

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "windrow-located-"));
});
afterAll(() => rm(scratch, { recursive: true }));

const invalid = (message: RegExp): unknown =>
  expect.objectContaining({ code: "EMBEDDINGS_INVALID_FILE", message: expect.stringMatching(message) });

const stateOf = (path: string): string => withFile(path, ({ state }) => state);

describe("readLocated", () => {
  test("reads from any offset, float16 of more than one piece too", async () => {
    const path = join(scratch, "table.bin");
    const values = new Generator(3).randn(3 * 700_001);
    const halves = toFloat16(values);
    const place = { path, offset: 5, rows: 3, width: 700_001 };
    for (const [dtype, stored] of [
      ["float32", values],
      ["float16", halves],
    ] as const) {
      const bytes = new Uint8Array(stored.buffer);
      await writeFile(path, Buffer.concat([Buffer.alloc(5, 1), bytes, Buffer.alloc(3, 1)]));
      const weight = readLocated({ ...place, state: stateOf(path), dtype, byteLength: bytes.length });
      const numbers = dtype === "float32" ? values : toFloat32(halves);
      // Compared as bytes: vitest's own comparison takes seconds for two million numbers.
      expect(Buffer.from(weight.buffer).equals(Buffer.from(numbers.buffer))).toBe(true);
    }
  });

  test("says what is wrong with the file by now", async () => {
    const path = join(scratch, "short.bin");
    const table: LocatedTable = { path, state: "", offset: 8, byteLength: 16, rows: 2, width: 2, dtype: "float32" };
    expect(() => readLocated(table)).toThrow(
      invalid(/short\.bin could not be read \(ENOENT.*expected a file with weights/),
    );
    await writeFile(path, new Uint8Array(23));
    const found = { ...table, state: stateOf(path) };
    expect(() => readLocated(found)).toThrow(invalid(/it ends after 23 bytes; 24 were expected/));
    expect(() => readLocated({ ...table, path: scratch })).toThrow(invalid(/it is a folder, not a file/));
    const huge = { ...found, rows: 2 ** 26, width: 2 ** 26 };
    expect(() => readLocated(huge)).toThrow(invalid(/67108864 rows of 67108864, 18014398509481984 bytes in float32/));
  });

  test("where there is no Node it says so", () => {
    vi.stubGlobal("process", undefined);
    try {
      const table: LocatedTable = {
        path: "a",
        state: "",
        offset: 0,
        byteLength: 4,
        rows: 1,
        width: 1,
        dtype: "float32",
      };
      expect(() => readLocated(table)).toThrow(
        expect.objectContaining({
          code: "EMBEDDINGS_NO_FILE_SYSTEM",
          message: expect.stringMatching(/no node:fs here.*give the file's bytes/),
        }),
      );
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
