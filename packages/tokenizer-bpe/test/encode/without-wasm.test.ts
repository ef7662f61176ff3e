/**
 * Processes in which WebAssembly is not to be had, each in another way: silently TypeScript, with the same ids, and where
 * it was asked for by name an error. choose-engine.test.ts has the same within one process, and more of it.
 */
import { skipNote } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { type ChildOptions, runChild, SMALL_RANKS } from "../wasm/child.ts";

const PROGRAM = `
  import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
  import { getEncoding } from "@windrow/tokenizer-bpe";
  const asked = await getEncoding("gpt2", { engine: "wasm" });
  const attempt = (call) => { try { return call(); } catch ({ code, message }) { return { code, message }; } };
  console.log(JSON.stringify([typeof WebAssembly, gpt2.engine, [...gpt2.encode("hello world")], attempt(() => asked.engine)]));
`;

const notPosix = process.platform === "win32" ? "Windows has no ulimit" : undefined;
const notX64 =
  process.arch === "x64" ? undefined : "instructions for vectors are always there on other processors than x64";

describe.each<[string, string | undefined, ChildOptions, "object" | "undefined", RegExp]>([
  ["WebAssembly is left out", undefined, { flags: ["--no-expose-wasm"] }, "undefined", /WebAssembly/],
  ["it has no SIMD", notX64, { flags: ["--no-enable-sse4-1"] }, "object", /SIMD/i],
  ["memories may have 640 KB", undefined, { flags: ["--wasm-max-mem-pages=10"] }, "object", /memory/i],
  ["there are 8 GB of address space", notPosix, { addressSpace: 8 << 20 }, "object", /memory/i],
])("%s", (_, notHere, options, kind, reason) => {
  test.skipIf(notHere !== undefined)(`TypeScript${skipNote(notHere)}`, () => {
    const [type, engine, ids, asked] = runChild(PROGRAM, options) as [string, string, number[], unknown];
    expect([type, engine, ids]).toEqual([kind, "typescript", [31373, 995]]);
    expect(asked).toMatchObject({ code: "BPE_NO_WASM", message: expect.stringMatching(reason) as string });
  });
});

test("nothing is missing: the program itself is right", () => {
  expect(runChild(PROGRAM)).toEqual(["object", "wasm", [31373, 995], "wasm"]);
});

describe.skipIf(notPosix !== undefined)(`address space for some instances${skipNote(notPosix)}`, () => {
  test("what is refused is tried again only once an instance has been collected", () => {
    const program = `
      import { BpeTokenizer } from "@windrow/tokenizer-bpe";
      const ranks = ${JSON.stringify(SMALL_RANKS)};
      const { Instance } = WebAssembly;
      let attempts = 0;
      WebAssembly.Instance = function (module) { attempts++; return new Instance(module); };
      const make = (count) => Array.from({ length: count }, () => BpeTokenizer.fromTiktoken(ranks, { name: "own", pattern: "gpt2" }));
      const enginesOf = (tokenizers) => tokenizers.map((tokenizer) => { tokenizer.encode("hay"); return tokenizer.engine; });
      const found = [];
      // In a function of its own, so that nothing keeps them.
      (() => found.push(enginesOf(make(20)), attempts))();
      for (let i = 0; i < 5; i++) { await new Promise((resolve) => setTimeout(resolve, 20)); gc(); }
      found.push(enginesOf(make(2)));
      console.log(JSON.stringify(found));
    `;
    // 40 GB: a few instances, 10 GB each, and what the program needs besides.
    const [first, attempts, second] = runChild(program, { flags: ["--expose-gc"], addressSpace: 40 << 20 }) as [
      string[],
      number,
      string[],
    ];
    const made = first.indexOf("typescript");
    expect(made).toBeGreaterThan(0);
    expect(new Set(first.slice(made))).toEqual(new Set(["typescript"]));
    expect(attempts).toBe(made + 1);
    expect(second).toEqual(["wasm", "wasm"]);
  });
});
