/** A module in a bundle, where there is nothing but the language, its text encoders and WebAssembly. */
import { runInNewContext } from "node:vm";
import { fileURLToPath } from "node:url";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { rolldown } from "rolldown";
import { expect, test } from "vitest";
import { packTokenizer } from "../../src/pack/index.ts";

test("a bundle needs no file, no network, and nothing of Node", async () => {
  const { code } = packTokenizer(gpt2.toTokenizerJson(), { name: "hay" });
  const input = "\0hay";
  const bundle = await rolldown({
    input,
    platform: "browser",
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    resolve: { conditionNames: ["source", "browser", "import", "default"] },
    plugins: [
      {
        name: "hay",
        resolveId: (id) => (id === input ? input : undefined),
        load: (id) => (id === input ? code : undefined),
      },
    ],
  });
  const { output } = await bundle.generate({ format: "iife", name: "packed" });
  await bundle.close();
  const [chunk] = output;
  expect([output.length, chunk.imports, chunk.dynamicImports]).toEqual([1, [], []]);
  const bundled = `${chunk.code}
    ["process", "require", "Buffer", "fetch", "setTimeout"].map((name) => typeof globalThis[name]).join() +
    " " + packed.hay.encode("Make hay").join() + " " + packed.hay.decode([12050, 27678]) + " " + packed.hay.engine`;
  const none = Array.from({ length: 5 }, () => "undefined").join();
  expect(runInNewContext(bundled, { TextEncoder, TextDecoder })).toBe(`${none} 12050,27678 Make hay wasm`);
});
