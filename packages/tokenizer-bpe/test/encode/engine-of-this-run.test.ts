/** A run of the tests has the engine that it is meant to have (vitest.config.ts): else it would show nothing of it. */
import { spawnSync } from "node:child_process";
import { expect, inject, test } from "vitest";
import { BpeTokenizer, getEncoding, listEncodingNames } from "../../src/index.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** What the project of this run is meant to have. */
    engine: "wasm" | "typescript";
  }
}

test.each(listEncodingNames())("%s", async (name) => {
  const tokenizer = await getEncoding(name);
  expect(tokenizer.encode("hello world").length).toBe(2);
  expect(tokenizer.engine).toBe(inject("engine"));
  expect(tokenizer.engineFailure).toBeUndefined();
});

test("a vocabulary from a file", async () => {
  const ranks = (await getEncoding("gpt2")).toTiktoken();
  const own = BpeTokenizer.fromTiktoken(ranks, { name: "own", pattern: "gpt2" });
  expect(own.encode("hello world")).toEqual(Int32Array.of(31373, 995));
  expect(own.engine).toBe(inject("engine"));
});

test("a child process, with what is published", () => {
  const program = `
    import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
    console.log(gpt2.engine);
  `;
  const cwd = new URL("../..", import.meta.url);
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], { encoding: "utf8", cwd });
  expect(stdout.trim()).toBe(inject("engine"));
});
