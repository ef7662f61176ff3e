/** Where the engine's module can't be compiled: one attempt, whatever is asked for, and the other engine answers. */
import { readFileSync } from "node:fs";
import { engineModule as engineModuleByName } from "#engine-module";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { engineModule } from "../../src/wasm/engine-module.ts";

const { Module } = WebAssembly;
const BYTES = readFileSync(new URL("../../assembly/engine.wasm", import.meta.url));
let given: Uint8Array[] = [];

/** Puts another constructor in the place of WebAssembly.Module, and forgets all modules of the package. */
function replaceModule(construct: (bytes: Uint8Array<ArrayBuffer>) => WebAssembly.Module): void {
  WebAssembly.Module = function (bytes: Uint8Array<ArrayBuffer>) {
    given.push(bytes);
    return construct(bytes);
  } as unknown as typeof WebAssembly.Module;
}

beforeEach(() => {
  vi.resetModules();
  vi.stubEnv("WINDROW_ENGINE", "");
  given = [];
});
afterEach(() => {
  vi.unstubAllEnvs();
  WebAssembly.Module = Module;
});

test("an import within the package gets the module in src", () => {
  expect(engineModuleByName).toBe(engineModule);
});

test("the module is made of engine.wasm, once for all tokenizers", async () => {
  replaceModule((bytes) => new Module(bytes));
  const { getEncoding } = await import("../../src/index.ts");
  expect((await getEncoding("gpt2")).engine).toBe("wasm");
  expect((await getEncoding("p50k_base")).engine).toBe("wasm");
  expect((await getEncoding("gpt2", { engine: "wasm" })).engine).toBe("wasm");
  expect(given.length).toBe(1);
  expect(Buffer.from(given[0]!).equals(BYTES)).toBe(true);
});

describe("where it is refused", () => {
  const refusal = new WebAssembly.CompileError("forbidden by the test");
  beforeEach(() => {
    replaceModule(() => {
      throw refusal;
    });
  });

  test("tokenizers have the engine in TypeScript, after one attempt for all", async () => {
    const { BpeTokenizer, getEncoding } = await import("../../src/index.ts");
    const gpt2 = await getEncoding("gpt2");
    expect([gpt2.engine, gpt2.engineFailure]).toEqual(["typescript", undefined]);
    expect([...gpt2.encode("hello world")]).toEqual([31373, 995]);
    const again = BpeTokenizer.fromTiktoken(gpt2.toTiktoken(), { name: "again", pattern: "gpt2" });
    expect([...again.encode("hello world")]).toEqual([31373, 995]);
    expect((await getEncoding("p50k_base")).engine).toBe("typescript");
    expect(given.length).toBe(1);
  });

  test("asked for by name it is an error with the reason", async () => {
    const { getEncoding } = await import("../../src/index.ts");
    const expected = expect.objectContaining({
      code: "BPE_NO_WASM",
      cause: refusal,
      message: expect.stringContaining("forbidden by the test"),
    });
    const tokenizer = await getEncoding("gpt2", { engine: "wasm" });
    for (let times = 0; times < 2; times++) expect(() => tokenizer.encode("hello")).toThrow(expected);
    expect(given.length).toBe(1);
  });
});

test("no WebAssembly at all", async () => {
  const all = globalThis.WebAssembly;
  Reflect.deleteProperty(globalThis, "WebAssembly");
  try {
    const { getEncoding } = await import("../../src/index.ts");
    const gpt2 = await getEncoding("gpt2");
    expect([gpt2.engine, ...gpt2.encode("hello world")]).toEqual(["typescript", 31373, 995]);
  } finally {
    globalThis.WebAssembly = all;
  }
});
