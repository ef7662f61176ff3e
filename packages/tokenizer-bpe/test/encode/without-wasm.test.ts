/**
 * Processes in which WebAssembly is not to be had, each in another way: silently TypeScript, with the same ids, and where
 * it was asked for by name an error. choose-engine.test.ts has the same within one process, and more of it.
 */
import { expect, test } from "vitest";
import { type ChildOptions, runChild } from "../wasm/child.ts";

const PROGRAM = `
  import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
  import { getEncoding } from "@windrow/tokenizer-bpe";
  const asked = await getEncoding("gpt2", { engine: "wasm" });
  const attempt = (call) => { try { return call(); } catch ({ code, message }) { return { code, message }; } };
  console.log(JSON.stringify([typeof WebAssembly, gpt2.engine, [...gpt2.encode("hello world")], attempt(() => asked.engine)]));
`;

const isPosix = process.platform !== "win32";
// Instructions for vectors are always there on other processors.
const isX64 = process.arch === "x64";

test.for<[string, boolean, ChildOptions, "object" | "undefined", RegExp]>([
  ["it is left out", true, { flags: ["--no-expose-wasm"] }, "undefined", /WebAssembly/],
  ["it has no SIMD", isX64, { flags: ["--no-enable-sse4-1"] }, "object", /SIMD/i],
  ["memories may have 640 KB", true, { flags: ["--wasm-max-mem-pages=10"] }, "object", /memory/i],
  ["there are 8 GB of address space", isPosix, { addressSpace: 8 << 20 }, "object", /memory/i],
])("where %s", ([, isHere, options, kind, reason], context) => {
  if (!isHere) context.skip("not on this platform");
  const [type, engine, ids, asked] = runChild(PROGRAM, options) as [string, string, number[], unknown];
  expect([type, engine, ids]).toEqual([kind, "typescript", [31373, 995]]);
  expect(asked).toMatchObject({ code: "BPE_NO_WASM", message: expect.stringMatching(reason) as string });
});

test("where nothing is missing: the program itself is right", () => {
  expect(runChild(PROGRAM)).toEqual(["object", "wasm", [31373, 995], "wasm"]);
});
