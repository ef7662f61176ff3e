/** gzip: its members, what may lie behind them, and files that are damaged or cut short. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readInput } from "../../support/read-inputs.ts";
import { makeScratch } from "../../support/scratch.ts";

const LINES = Array.from({ length: 100 }, (_, i) => `${JSON.stringify({ text: `line ${i}` })}\n`).join("");

test("gzip of several members is read to the end; damaged, cut short, or with something behind it, it is corrupt", async () => {
  const path = join(makeScratch(), "a.jsonl.gz");
  const members = [gzipSync(LINES.slice(0, 700)), gzipSync(""), gzipSync(LINES.slice(700))];
  const whole = Buffer.concat(members);
  const read = (bytes: Uint8Array, blockBytes = 64): Promise<unknown> => {
    writeFileSync(path, bytes);
    return readInput(path, { inputType: "jsonl", sizes: { blockBytes } });
  };
  const documents = Array.from({ length: 100 }, (_, i) => `line ${i}`);
  for (const blockBytes of [1, 10, members[0]!.length, 10_000])
    expect(await read(whole, blockBytes)).toEqual(documents);
  const corrupt = { code: "PREPARE_INPUT_CORRUPT", message: expect.stringContaining("is corrupt: "), fields: { path } };
  const lastStart = whole.length - members[2]!.length;
  for (let length = lastStart + 3; length < whole.length; length += 7)
    await expect(read(whole.subarray(0, length)), `${length} bytes`).rejects.toMatchObject(corrupt);
  // Checksum and length of the last member.
  for (const byte of [whole.length - 8, whole.length - 1]) {
    const damaged = Buffer.from(whole);
    damaged[byte]! ^= 1;
    await expect(read(damaged)).rejects.toMatchObject(corrupt);
  }
  for (const more of ["x", "garbage", "\0\0x", "\0\0\u001f", "\u001f", "\u001f\u008b"]) {
    await expect(read(Buffer.concat([whole, Buffer.from(more, "latin1")])), more).rejects.toMatchObject(corrupt);
    await expect(read(Buffer.concat([whole, Buffer.from(more, "latin1")]), 10_000), more).rejects.toMatchObject(
      corrupt,
    );
  }
  await expect(read(whole.subarray(0, -1))).rejects.toThrow(
    `${path} is corrupt: unpacking its gzip data failed with "unexpected end`,
  );
  expect(readFileSync(path)).toHaveLength(whole.length - 1);
});

test("gzip with zeros behind its members, as gzip -dc and Python read it, and the empty end of bgzf", async () => {
  const path = join(makeScratch(), "a.jsonl.gz");
  const read = (parts: readonly Uint8Array[], blockBytes: number): Promise<unknown> => {
    writeFileSync(path, Buffer.concat(parts));
    return readInput(path, { inputType: "jsonl", sizes: { blockBytes } });
  };
  const documents = Array.from({ length: 100 }, (_, i) => `line ${i}`);
  const [first, second] = [gzipSync(LINES.slice(0, 700)), gzipSync(LINES.slice(700))];
  const zeros = Buffer.alloc(512);
  const endOfBgzf = Buffer.from("1f8b08040000000000ff0600424302001b0003000000000000000000", "hex");
  for (const blockBytes of [1, 7, first.length, first.length + 1, 300, 100_000]) {
    expect(await read([first, second, zeros], blockBytes)).toEqual(documents);
    expect(await read([first, second, zeros.subarray(0, 1)], blockBytes)).toEqual(documents);
    // Python goes on with a member behind zeros; gzip would end with a warning.
    expect(await read([first, zeros, second, zeros], blockBytes)).toEqual(documents);
    expect(await read([first, second, endOfBgzf], blockBytes)).toEqual(documents);
    // What is cut short is not padding.
    const short = second.subarray(0, -4);
    await expect(read([first, short, zeros.subarray(0, 4)], blockBytes)).rejects.toMatchObject({
      code: "PREPARE_INPUT_CORRUPT",
    });
  }
});
