/** The progress that a thread reports while it counts files. */
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { expect, test } from "vitest";
import { FileCounter } from "../../../src/commands/count/count-file.ts";
import { bpeTextTokenizer } from "../../../src/tokens/bpe-text-tokenizer.ts";
import { scratchFolder } from "../../helpers/scratch-folder.ts";

const scratch = scratchFolder();

test("the bytes and tokens of all files so far, small ones and large ones", async () => {
  const small = "Rake it, she said. ".repeat(10);
  const large = "Turn the hay. ".repeat(40_000);
  const sized = async (name: string, text: string) => ({ path: await scratch.write(name, text), bytes: text.length });
  const files = [await sized("small.txt", small), await sized("large.txt", large)];
  const told: [number, number][] = [];
  const counting = { tokenizers: [bpeTextTokenizer(gpt2)], rules: {} };
  const counter = new FileCounter(counting, (bytes, tokens) => told.push([bytes, tokens]));
  const ids = [small, large].map((text) => gpt2.encode(text).length);

  const outcomes = await counter.countAll(files);
  expect(outcomes).toEqual([
    { tokens: [ids[0]], chars: small.length, bytes: small.length },
    { tokens: [ids[1]], chars: large.length, bytes: large.length },
  ]);
  // First those before the large file, and at the end all.
  expect(told[0]).toEqual([small.length, ids[0]]);
  expect(told.at(-1)).toEqual([small.length + large.length, ids[0]! + ids[1]!]);
  expect(told.map(([bytes]) => bytes)).toEqual(told.map(([bytes]) => bytes).toSorted((one, other) => one - other));

  await counter.countAll(files.slice(0, 1));
  expect(told.at(-1)).toEqual([2 * small.length + large.length, 2 * ids[0]! + ids[1]!]);
});
