/** The environment variable WINDROW_ENGINE, where there are any, and where asking for one is asking a person. */
import { afterEach, expect, test, vi } from "vitest";
import { BpeTokenizer } from "../../src/index.ts";
import { gpt2 } from "../../src/encodings/gpt2.ts";
import type { EngineName } from "../../src/encode/engine.ts";

const files = gpt2.toVocabAndMerges();
const makeTokenizer = (engine?: EngineName): BpeTokenizer =>
  BpeTokenizer.fromVocabAndMerges(files, { name: "again", pattern: "gpt2", engine });

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

test.each(["wasm", "typescript"] as const)("%s is taken, unless a call says something else", (name) => {
  vi.stubEnv("WINDROW_ENGINE", name);
  expect(makeTokenizer().engine).toBe(name);
  expect(makeTokenizer("wasm").engine).toBe("wasm");
  expect(makeTokenizer("typescript").engine).toBe("typescript");
});

test("an empty one is none", () => {
  vi.stubEnv("WINDROW_ENGINE", "");
  expect(makeTokenizer().engine).toBe("wasm");
});

test("another name is an error that names the variable", () => {
  vi.stubEnv("WINDROW_ENGINE", "rust");
  const message = 'the environment variable WINDROW_ENGINE is "rust"; expected "wasm" or "typescript".';
  expect(() => makeTokenizer().engine).toThrow(expect.objectContaining({ code: "BPE_INVALID_OPTION", message }));
  expect(makeTokenizer("wasm").engine).toBe("wasm");
});

test("Deno's are not read: without that right it would ask, or throw", () => {
  const env = new Proxy({}, { get: () => expect.unreachable("a variable was asked for") });
  vi.stubGlobal("process", { ...process, versions: { node: "26.0.0", deno: "2.9.6" }, env });
  expect(makeTokenizer().engine).toBe("wasm");
});

test("there may be no process", () => {
  vi.stubGlobal("process", undefined);
  expect(makeTokenizer().engine).toBe("wasm");
});
