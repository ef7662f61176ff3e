/**
 * Nothing of the engine in WebAssembly is for the user to free: a tokenizer that is dropped is collected with its memory,
 * memory stays flat however often it is called, and a thousand tokenizers may be alive at once.
 */
import { describe, expect, test } from "vitest";
import { runChild, SMALL_RANKS } from "./child.ts";

const IMPORTS = `
  import { BpeTokenizer, getEncoding } from "@windrow/tokenizer-bpe";
  import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
  const ranks = ${JSON.stringify(SMALL_RANKS)};
  const make = (pattern = "gpt2") => BpeTokenizer.fromTiktoken(ranks, { name: "own", pattern, engine: "wasm" });
  const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
  const print = (value) => console.log(JSON.stringify(value));
`;

describe("a tokenizer that is dropped", () => {
  test.each<[string, string]>([
    ["after texts", `tokenizer.encode("hay ha"); tokenizer.countTokens("hay");`],
    ["with your own pattern", `tokenizer = make("[^]{1,9}"); tokenizer.encode("hay ha");`],
    [
      "with a stream that was begun",
      `const { writable } = tokenizer.encodeStream(); void writable.getWriter().write("hay ha");`,
    ],
    [
      "after long pieces and many pieces",
      `tokenizer.encode("ha".repeat(50_000) + Array.from({ length: 50_000 }, (_, i) => " " + i).join(""));`,
    ],
    ["after an error", `try { tokenizer.encode("a".repeat(34_000_000)); } catch {}`],
  ])("is collected, and its memory: %s", (_, use) => {
    const program = `${IMPORTS}
      const { Instance } = WebAssembly;
      let [tokenizers, memories] = [0, 0];
      const dropped = new FinalizationRegistry((count) => count());
      WebAssembly.Instance = function (module) {
        const instance = new Instance(module);
        dropped.register(instance.exports.memory, () => memories++);
        return instance;
      };
      for (let i = 0; i < 10; i++) {
        (() => {
          let tokenizer = make();
          ${use}
          if (tokenizer.engine !== "wasm") throw new Error("another engine");
          dropped.register(tokenizer, () => tokenizers++);
        })();
        await pause();
      }
      for (let i = 0; i < 10 && memories < 10; i++) { gc(); await pause(); }
      print([tokenizers, memories, process.memoryUsage().arrayBuffers < 50e6]);
    `;
    expect(runChild(program, { flags: ["--expose-gc"] })).toEqual([10, 10, true]);
  });

  test("one that is kept is not: what is counted would be seen", () => {
    const program = `${IMPORTS}
      let collected = 0;
      const dropped = new FinalizationRegistry(() => collected++);
      const kept = make();
      kept.encode("hay");
      dropped.register(kept, 0);
      for (let i = 0; i < 5; i++) { gc(); await pause(); }
      print([collected, kept.engine]);
    `;
    expect(runChild(program, { flags: ["--expose-gc"] })).toEqual([0, "wasm"]);
  });
});

describe("10^7 calls of encode, and 2 million of others, keep memory flat", () => {
  // After a million all tables are as large as they get, and have forgotten all a few times.
  const measured = (calls: number, call: string): string => `${IMPORTS}
    const CALLS = ${calls};
    const megabytes = () => { gc(); return Math.round(process.memoryUsage().rss / 1e6); };
    const { Instance } = WebAssembly;
    let before = 0;
    for (let i = 0; i < CALLS; i++) {
      ${call}
      if (i === 1e6) before = megabytes();
    }
    print([before, megabytes(), gpt2.engine]);
  `;

  test.each<[string, number, string]>([
    ["of encode, with words that never come again", 1e7, "gpt2.encode(`row ${i} of hay`);"],
    ["of countTokens", 2e6, "gpt2.countTokens(`row ${i * 7919} of hay`);"],
    [
      "of isWithinTokenLimit and truncate",
      2e6,
      "i % 2 === 0 ? gpt2.isWithinTokenLimit(`row ${i}`, 2) : gpt2.truncate(`row ${i}`, 2);",
    ],
  ])("%s", (_, calls, call) => {
    const [before, after, engine] = runChild(measured(calls, call), { flags: ["--expose-gc"] }) as [
      number,
      number,
      string,
    ];
    expect(engine).toBe("wasm");
    expect(after - before).toBeLessThan(20);
    expect(after).toBeLessThan(250);
  });

  test("of streams: 10^5 of them, ten parts each", () => {
    const program = `${IMPORTS}
      const megabytes = () => { gc(); return Math.round(process.memoryUsage().rss / 1e6); };
      let before = 0;
      for (let i = 0; i < 1e5; i++) {
        const { readable, writable } = gpt2.encodeStream();
        const writer = writable.getWriter();
        const written = (async () => { for (let part = 0; part < 10; part++) await writer.write("hay " + i + part); await writer.close(); })();
        for await (const ids of readable);
        await written;
        if (i === 5e4) before = megabytes();
      }
      print([before, megabytes(), gpt2.engine]);
    `;
    const [before, after, engine] = runChild(program, { flags: ["--expose-gc"] }) as [number, number, string];
    expect(engine).toBe("wasm");
    expect(after - before).toBeLessThan(30);
  });
});

test("a thousand tokenizers at once, and then once more: each has the right ids", () => {
  const program = `${IMPORTS}
    const patterns = ["gpt2", "cl100k_base", "o200k_base", "[^]{1,9}"];
    const found = {};
    for (let round = 0; round < 2; round++) {
      const all = Array.from({ length: 1000 }, (_, i) => BpeTokenizer.fromTiktoken(ranks, { name: "own" + i, pattern: patterns[i % 4] }));
      for (let again = 0; again < 2; again++) {
        for (const tokenizer of all) {
          const ids = tokenizer.encode("hayha\\n").join();
          found[ids] = (found[ids] ?? 0) + 1;
        }
      }
    }
    print([found, Math.round(process.memoryUsage().rss / 1e6)]);
  `;
  const [found, megabytes] = runChild(program) as [unknown, number];
  expect(found).toEqual({ "257,256,10": 4000 });
  expect(megabytes).toBeLessThan(3000);
});
