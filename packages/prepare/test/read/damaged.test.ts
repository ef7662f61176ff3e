/** Files that change between plan and work, and packed files that are damaged: told, never read as they are. */
import { appendFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { cut, readInput, readSegment } from "../support/read-inputs.ts";
import { flipBit, makeScratch } from "../support/scratch.ts";

const LINES = Array.from({ length: 100 }, (_, i) => `${JSON.stringify({ text: `line ${i}` })}\n`).join("");

test.each(["a.jsonl", "a.txt", "a.jsonl.gz"])(
  "%s: any changed bit is told, and nothing else about it",
  async (name) => {
    const path = join(makeScratch(), name);
    writeFileSync(path, name.endsWith(".gz") ? gzipSync(LINES) : LINES);
    const options = { separator: "\n", segmentBytes: 500, sizes: { blockBytes: 100 } };
    const { input, segments } = await cut(path, options);
    const changed = {
      code: "PREPARE_INPUT_CHANGED",
      message: expect.stringContaining("plan the job anew"),
      fields: { path },
    };
    for (const segment of segments) {
      const before = await readSegment(input, segment, options);
      expect(before.length).toBeGreaterThan(0);
      for (let byte = segment.start; byte < segment.end; byte += 13) {
        flipBit(path, byte);
        await expect(readSegment(input, segment, options)).rejects.toMatchObject(changed);
        flipBit(path, byte);
      }
      expect(await readSegment(input, segment, options)).toEqual(before);
    }
    // Bytes that are not the segment's are no matter of it.
    if (segments.length > 1) {
      flipBit(path, segments[1]!.start);
      await readSegment(input, segments[0]!, options);
      flipBit(path, segments[1]!.start);
    }
    appendFileSync(path, "\n");
    await expect(readSegment(input, segments[0]!, options)).rejects.toMatchObject(changed);
    truncateSync(path, input.bytes - 1);
    await expect(readSegment(input, segments[0]!, options)).rejects.toMatchObject(changed);
    rmSync(path);
    const unreadable = { code: "PREPARE_INPUT_UNREADABLE", fields: { path, reason: "ENOENT" } };
    await expect(readSegment(input, segments[0]!, options)).rejects.toMatchObject(unreadable);
    await expect(cut(path, options)).rejects.toMatchObject(unreadable);
  },
);

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
    `${path} is corrupt: gzip, unpacked, ends with "unexpected end`,
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
