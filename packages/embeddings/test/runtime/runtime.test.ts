import { expect, test } from "vitest";
import { loadRuntime } from "../../src/runtime/load-runtime.ts";
import { freeNow } from "../../src/runtime/node.ts";

const failing = (error: Error) => (): Promise<never> => Promise.reject(error);
const noRuntime = (message: RegExp, cause: Error): unknown =>
  expect.objectContaining({ code: "EMBEDDINGS_NO_RUNTIME", message: expect.stringMatching(message), cause });

test("without onnxruntime-node the error says which line to type", async () => {
  for (const [code, message] of [
    ["ERR_MODULE_NOT_FOUND", "Cannot find package 'onnxruntime-node' imported from /node_modules/x.js"],
    ["MODULE_NOT_FOUND", "Cannot find module 'onnxruntime-node'\nRequire stack:"],
  ] as const) {
    const error = Object.assign(new Error(message), { code });
    await expect(loadRuntime(failing(error), "onnxruntime-node")).rejects.toThrow(
      noRuntime(/is not installed; type: npm install onnxruntime-node$/, error),
    );
  }
});

test("a module that is missing within it is not taken for it", async () => {
  const error = Object.assign(new Error("Cannot find module 'onnxruntime-common'"), { code: "MODULE_NOT_FOUND" });
  await expect(loadRuntime(failing(error), "onnxruntime-node")).rejects.toThrow(
    noRuntime(/is installed but could not be loaded \(Cannot find module 'onnxruntime-common'\)/, error),
  );
});

test("one that is there but does not load is not to be installed again", async () => {
  const error = new Error("invalid ELF header");
  await expect(loadRuntime(failing(error), "onnxruntime-node")).rejects.toThrow(
    noRuntime(/is installed but could not be loaded \(invalid ELF header\)/, error),
  );
});

test("memory that is freed at once is gone, and does not wait for a collection", async () => {
  freeNow(new ArrayBuffer(1));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const before = process.memoryUsage().arrayBuffers;
  for (let round = 0; round < 10; round++) {
    const memory = new ArrayBuffer(2 ** 21);
    freeNow(memory);
    expect(memory.byteLength).toBe(0);
  }
  // Ten times 2 MB, too little to start a collection.
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 22);
});
