import { expect, test } from "vitest";
import { loadRuntime } from "../src/runtime/load-runtime.ts";

const failing = (error: Error) => (): Promise<never> => Promise.reject(error);
const noRuntime = (message: RegExp, cause: Error): unknown =>
  expect.objectContaining({ code: "EMBEDDINGS_NO_RUNTIME", message: expect.stringMatching(message), cause });

test("without onnxruntime-node the error says which line to type", async () => {
  const error = Object.assign(new Error("Cannot find package"), { code: "ERR_MODULE_NOT_FOUND" });
  await expect(loadRuntime(failing(error), "onnxruntime-node")).rejects.toThrow(
    noRuntime(/is not installed; type: npm install onnxruntime-node$/, error),
  );
});

test("one that is there but does not load is not to be installed again", async () => {
  const error = new Error("invalid ELF header");
  await expect(loadRuntime(failing(error), "onnxruntime-node")).rejects.toThrow(
    noRuntime(/is installed but could not be loaded \(invalid ELF header\)/, error),
  );
});
