/** Which engine there is, where WebAssembly can't be had and where it can. */
import { afterEach, describe, expect, test, vi } from "vitest";
import type { BpeTokenizer } from "../../src/index.ts";
import { freshPackage, webAssemblyWith } from "../wasm/fresh-package.ts";

const { CompileError } = WebAssembly;

afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** The bytes, as a .tiktoken file. */
const RANKS = Array.from({ length: 256 }, (_, byte) => `${btoa(String.fromCharCode(byte))} ${byte}`).join("\n");

const hasCode = (code: string, message: RegExp): unknown =>
  expect.objectContaining({ name: "BpeError", code, message: expect.stringMatching(message) });

/** A constructor that throws. */
const refused = (error: Error): (() => never) =>
  function () {
    throw error;
  };
const policy = new CompileError("Wasm code generation disallowed by embedder");
const noSimd = new CompileError("WebAssembly.Module(): Compiling function failed: Wasm SIMD unsupported");
const noMemory = new RangeError("WebAssembly.Instance(): Out of memory: Cannot allocate Wasm memory for new instance");

describe.each<[string, unknown, RegExp]>([
  ["no WebAssembly", undefined, /WebAssembly/],
  ["a policy that forbids to compile", webAssemblyWith({ Module: refused(policy) }), /disallowed by embedder/],
  ["no SIMD", webAssemblyWith({ Module: refused(noSimd) }), /SIMD unsupported/],
  ["no address space", webAssemblyWith({ Instance: refused(noMemory) }), /Cannot allocate Wasm memory/],
])("%s", (_, webAssembly, reason) => {
  test("TypeScript, without a word, with the same ids", async () => {
    vi.stubEnv("WINDROW_ENGINE", undefined);
    const words = ["log", "info", "warn", "error", "debug"] as const;
    const spies = words.map((word) => vi.spyOn(console, word));
    const { getEncoding } = await freshPackage({ WebAssembly: webAssembly });
    for (const [name, ids] of [
      ["gpt2", [31373, 995]],
      ["o200k_base", [24912, 2375]],
    ] as const) {
      const tokenizer = await getEncoding(name);
      expect([...tokenizer.encode("hello world")]).toEqual(ids);
      expect(tokenizer.countTokens("hello world")).toBe(2);
      expect(tokenizer.engine).toBe("typescript");
      expect(tokenizer.engineFailure).toBeUndefined();
    }
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  });

  test("where WebAssembly was asked for by name that is an error, which says why", async () => {
    const { BpeTokenizer: Tokenizer, getEncoding } = await freshPackage({ WebAssembly: webAssembly });
    const refusal = hasCode("BPE_NO_WASM", reason);
    const gpt2 = await getEncoding("gpt2", { engine: "wasm" });
    const plain = await getEncoding("gpt2", { engine: "typescript" });
    const own = Tokenizer.fromTiktoken(RANKS, { name: "own", pattern: "gpt2", engine: "wasm" });
    for (const tokenizer of [gpt2, own]) {
      // Each time, not only the first.
      for (let again = 0; again < 2; again++) {
        expect(() => tokenizer.encode("a")).toThrow(refusal);
        expect(() => tokenizer.countTokens("a")).toThrow(refusal);
        expect(() => tokenizer.isWithinTokenLimit("a", 5)).toThrow(refusal);
        expect(() => tokenizer.truncate("a", 5)).toThrow(refusal);
        expect(() => tokenizer.encodeStream()).toThrow(refusal);
        expect(() => tokenizer.encodeSingleToken("a")).toThrow(refusal);
        expect(() => tokenizer.engine).toThrow(refusal);
      }
      // What needs no engine is there.
      expect(tokenizer.decode([]).length + tokenizer.vocabSize).toBeGreaterThan(255);
    }
    expect(gpt2.decode([31373])).toBe("hello");
    expect([...plain.encode("hello world")]).toEqual([31373, 995]);
  });

  test("WINDROW_ENGINE=wasm is a wish", async () => {
    vi.stubEnv("WINDROW_ENGINE", "wasm");
    const { getEncoding } = await freshPackage({ WebAssembly: webAssembly });
    expect((await getEncoding("gpt2")).engine).toBe("typescript");
  });
});

describe("the option engine", () => {
  test("getEncoding gives the same object each time, one for each engine", async () => {
    const { encodingForModel, getEncoding } = await freshPackage();
    const all: BpeTokenizer[] = [];
    for (const options of [
      undefined,
      {},
      { engine: undefined },
      { engine: "wasm" },
      { engine: "typescript" },
    ] as const) {
      const tokenizer = await getEncoding("cl100k_base", options);
      expect(await getEncoding("cl100k_base", options)).toBe(tokenizer);
      expect(await encodingForModel("gpt-4", options)).toBe(tokenizer);
      all.push(tokenizer);
    }
    expect(all[1]).toBe(all[0]);
    expect(all[2]).toBe(all[0]);
    expect(new Set(all).size).toBe(3);
    expect(all.map(({ engine }) => engine).slice(3)).toEqual(["wasm", "typescript"]);
    for (const tokenizer of all) {
      expect(tokenizer.encode("hello world")).toEqual(Int32Array.of(15339, 1917));
      expect([tokenizer.name, tokenizer.fingerprint, tokenizer.vocabSize]).toEqual([
        "cl100k_base",
        all[0]!.fingerprint,
        100_277,
      ]);
    }
    expect(await getEncoding("gpt2", { engine: "wasm" })).not.toBe(await getEncoding("r50k_base", { engine: "wasm" }));
  });

  test.each([["js"], [""], [null], [7], [true], [{}]])("%j is refused", async (bad) => {
    const { BpeTokenizer: Tokenizer, encodingForModel, getEncoding } = await freshPackage();
    const refusal = hasCode("BPE_INVALID_OPTION", /^engine is .*; expected "wasm" or "typescript"\.$/);
    await expect(getEncoding("gpt2", { engine: bad as never })).rejects.toEqual(refusal);
    await expect(encodingForModel("gpt-4", { engine: bad as never })).rejects.toEqual(refusal);
    const options = { name: "own", pattern: "gpt2", engine: bad as never };
    expect(() => Tokenizer.fromTiktoken(RANKS, options)).toThrow(refusal);
    const minbpe = "minbpe v1\n\n0\n97 97\n";
    expect(() => Tokenizer.fromMinbpe(minbpe, { engine: bad as never })).toThrow(refusal);
  });

  test("other options are refused by their name", async () => {
    const { getEncoding } = await freshPackage();
    await expect(getEncoding("gpt2", { egine: "wasm" } as never)).rejects.toEqual(
      hasCode("BPE_INVALID_OPTION", /^Unknown option "egine"\. Did you mean "engine"\?$/),
    );
  });

  test("it applies to a pattern of your own as well", async () => {
    vi.stubEnv("WINDROW_ENGINE", undefined);
    const { BpeTokenizer: Tokenizer } = await freshPackage();
    for (const engine of ["wasm", "typescript", undefined] as const) {
      const own = Tokenizer.fromTiktoken(RANKS, { name: "own", pattern: String.raw`\s+|\S+`, engine });
      expect(own.engine).toBe(engine ?? "wasm");
      expect([...own.encode("ha")]).toEqual([104, 97]);
    }
  });
});

describe("a stack that is full when the engine is made says nothing about what is available", () => {
  const full = new RangeError("Maximum call stack size exceeded");
  test.each(["Module", "Instance"] as const)("at %s", async (step) => {
    vi.stubEnv("WINDROW_ENGINE", undefined);
    const make = WebAssembly[step] as unknown as new (of: unknown) => object;
    let calls = 0;
    const once = function (of: unknown): object {
      if (++calls === 1) throw full;
      return new make(of);
    };
    const { getEncoding } = await freshPackage({ WebAssembly: webAssemblyWith({ [step]: once }) });
    const tokenizer = await getEncoding("gpt2");
    expect(() => tokenizer.encode("hello world")).toThrow(full);
    expect([...tokenizer.encode("hello world")]).toEqual([31373, 995]);
    expect(tokenizer.engine).toBe("wasm");
  });
});
