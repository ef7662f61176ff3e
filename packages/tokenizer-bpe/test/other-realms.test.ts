/** Bytes, maps and sets of another realm, as a test environment, an iframe or node:vm makes them. */
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { gpt2 } from "../src/encodings/gpt2.ts";
import { BpeTokenizer } from "../src/index.ts";

const other = <T>(code: string, values: object = {}): T => runInNewContext(code, values) as T;
const ranks = gpt2.toTiktoken();

test("are taken for what they are", () => {
  const bytes = other<Uint8Array>("new Uint8Array([72, 105])");
  expect(bytes instanceof Uint8Array).toBe(false);
  expect(gpt2.useOrdinary(bytes, (ids) => [...ids])).toEqual([...gpt2.encode("Hi")]);
  expect(gpt2.encodeSingleToken(other("new Uint8Array([104, 105])"))).toBe(gpt2.encodeSingleToken("hi"));
  expect(gpt2.decode(other("new Int32Array([31373, 995])"))).toBe("hello world");
  for (const allowedSpecial of [other<Set<string>>("new Set(['<|endoftext|>'])"), other<string[]>("['<|endoftext|>']")])
    expect([...gpt2.encode("<|endoftext|>", { allowedSpecial })]).toEqual([50256]);
});

test("in files and options of your own vocabulary", () => {
  const file = other<Uint8Array>("Uint8Array.from(bytes)", { bytes: [...Buffer.from(ranks)] });
  const specialTokens = other<Map<string, number>>("new Map([['<|end|>', 60000]])");
  const own = BpeTokenizer.fromTiktoken(file, { name: "own", pattern: "gpt2", specialTokens });
  expect([...own.encode("hello world<|end|>", { allowedSpecial: "all" })]).toEqual([31373, 995, 60000]);
});

test("a view that a resizable buffer has left behind is not an empty array", () => {
  const Resizable = ArrayBuffer as unknown as new (
    bytes: number,
    options: object,
  ) => ArrayBuffer & { resize(to: number): void };
  const buffer = new Resizable(16, { maxByteLength: 16 });
  const [ids, bytes] = [new Int32Array(buffer, 8, 2), new Uint8Array(buffer, 8, 2)];
  buffer.resize(4);
  expect(() => gpt2.decode(ids)).toThrow(expect.objectContaining({ code: "BPE_INVALID_TOKEN_ID" }));
  expect(() => gpt2.useOrdinary(bytes, (some) => some.length)).toThrow(
    expect.objectContaining({ code: "BPE_INVALID_TEXT" }),
  );
});
