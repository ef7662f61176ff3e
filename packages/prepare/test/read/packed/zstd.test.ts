/** zstd: a file that zstd's own command line made, by each of the decoders, whole and damaged. */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { skipNote } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { decodeByFzstd } from "../../../src/read/packed/unpack-fzstd.ts";
import type { FrameDecoder } from "../../../src/read/packed/zstd-frame-check.ts";
import { decodeByZlib, unpackZstd } from "../../../src/read/packed/unpack-zstd.ts";
import { readInput } from "../../support/read-inputs.ts";
import { makeScratch } from "../../support/scratch.ts";

const fixture = join(import.meta.dirname, "../fixtures", "frames.jsonl.zst");
const packed = readFileSync(fixture);
/** As make_zstd.py printed it. */
const SHA256 = "5b61348e0ba3582bc6f0bdfc0df290963423ab90842384f378d41f75b6b67d3c";

async function* inBlocks(bytes: Buffer, blockBytes: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += blockBytes) yield Buffer.from(bytes.subarray(at, at + blockBytes));
}

test("a file of several frames is read as its lines", async () => {
  const documents = await readInput(fixture);
  expect(documents).toHaveLength(4500);
  expect(documents[700]).toBe("a".repeat(300_000));
  expect(documents.slice(2000, 3500)).toEqual(documents.slice(0, 1500));
});

describe.each([
  ["fzstd", decodeByFzstd],
  ["zlib", decodeByZlib],
])("%s", (name, decode) => {
  const testHere = test.skipIf(decode === undefined);
  const note = name + skipNote(decode === undefined ? "zlib has zstd from Node 22.15 on" : undefined);
  const unpack = async (bytes: Buffer, blockBytes = 1000): Promise<Buffer> => {
    const found: Buffer[] = [];
    for await (const block of unpackZstd(inBlocks(bytes, blockBytes), "a.zst", decode)) found.push(Buffer.from(block));
    return Buffer.concat(found);
  };
  const corrupt = { code: "PREPARE_INPUT_CORRUPT", fields: { path: "a.zst" } };

  testHere(`the bytes that zstd packed, whatever the blocks, by ${note}`, async () => {
    for (const blockBytes of [1, 7, 1000, packed.length]) {
      const hash = createHash("sha256").update(await unpack(packed, blockBytes));
      expect(hash.digest("hex")).toBe(SHA256);
    }
    expect(await unpack(Buffer.alloc(0))).toHaveLength(0);
  });

  // As zstd 1.5.4 writes them, piped and from files, with a checksum and without.
  test.skipIf(decode === undefined).each([
    ["28b52ffd0458090000615b6e8ca9", "a"],
    ["28b52ffd005809000061", "a"],
    ["28b52ffd200109000061", "a"],
    ["28b52ffd005851000061616161616161616161", "a".repeat(10)],
    ["28b52ffd240001000099e9d851", ""],
    ["28b52ffd241355000020686179200100778e087454245b", "hay hay hay hay hay"],
    // A block of one byte repeated 131,072 times, then an empty one.
    ["28b52ffd0058020010780100 00".replaceAll(" ", ""), "x".repeat(2 ** 17)],
    ["28b52ffd0458090000615b6e8ca928b52ffd200109000062", "ab"],
  ])(`a frame of a few bytes, %s, by ${note}`, async (hex, text) => {
    for (const blockBytes of [1, 1000])
      expect((await unpack(Buffer.from(hex, "hex"), blockBytes)).toString()).toBe(text);
  });

  testHere(`a frame of a few bytes that is not what it says is an error, by ${note}`, async () => {
    // Another checksum, another size, a checksum that is cut short.
    for (const hex of ["28b52ffd0458090000615b6e8ca8", "28b52ffd200209000061", "28b52ffd0458090000615b6e8c"])
      await expect(unpack(Buffer.from(hex, "hex")), hex).rejects.toMatchObject(corrupt);
  });

  testHere(`cut short anywhere but between frames is an error, by ${note}`, async () => {
    const wholes: number[] = [];
    for (let length = 0; length <= packed.length; length += length < 40 ? 1 : 397) {
      const end = Math.min(length, packed.length);
      await unpack(packed.subarray(0, end)).then(
        () => wholes.push(end),
        (error) => expect(error).toMatchObject(corrupt),
      );
    }
    expect(wholes).toEqual([0]);
  });

  testHere(`a changed bit in what a checksum covers is an error, by ${note}`, async () => {
    const end = packed.indexOf(Buffer.from("552a4d18", "hex"));
    expect(end).toBeGreaterThan(1000);
    const first = packed.subarray(0, end);
    for (let byte = 0; byte < end; byte += byte < 30 || byte > end - 10 ? 1 : 397) {
      const damaged = Buffer.from(first);
      damaged[byte]! ^= 16;
      // Some bits of the head say how much memory is needed, not what the bytes are.
      const whole = await unpack(first);
      const isSame = await unpack(damaged).then(
        (bytes) => bytes.equals(whole),
        (error) => error.code === "PREPARE_INPUT_CORRUPT",
      );
      expect(isSame, `byte ${byte}`).toBe(true);
    }
    const damaged = Buffer.from(first);
    damaged[end - 1]! ^= 1;
    await expect(unpack(damaged)).rejects.toMatchObject(corrupt);
  });

  testHere(`what is not a frame, what needs a dictionary or too much memory, by ${note}`, async () => {
    const behind = unpack(Buffer.concat([packed, Buffer.from("more")]));
    await expect(behind).rejects.toThrow("a.zst is corrupt: zstd: there is something else where a frame should begin");
    await expect(unpack(Buffer.concat([packed, Buffer.alloc(2)]))).rejects.toMatchObject(corrupt);
    // Descriptor, window, dictionary; descriptor, window.
    await expect(unpack(Buffer.from("28b52ffd015007010000", "hex"))).rejects.toThrow("packed with a dictionary");
    await expect(unpack(Buffer.from("28b52ffd00a0010000", "hex"))).rejects.toThrow("a window of 1073741824 bytes");
  });
});

test("frames of one plain block, of which a file may have one for each ten bytes, need no decoder", async () => {
  let decoded = 0;
  const decode: FrameDecoder = (frame) => {
    decoded++;
    return decodeByFzstd(frame);
  };
  const found: Buffer[] = [];
  const empty = "28b52ffd0088010000";
  const frames = Buffer.from(`${empty}28b52ffd200109000061`.repeat(2000), "hex");
  for await (const block of unpackZstd(inBlocks(frames, 5000), "a.zst", decode)) found.push(Buffer.from(block));
  expect(Buffer.concat(found).toString()).toBe("a".repeat(2000));
  expect(decoded).toBe(0);
});

test("fzstd moves the window for each block: many small ones with a large window end early", async () => {
  // A window of 64 MiB, and blocks of one byte.
  const head = Buffer.from("28b52ffd0080", "hex");
  const blocks = Buffer.from("08000061".repeat(20), "hex");
  const end = Buffer.from("010000", "hex");
  const unpack = async (freeMovedBytes: number): Promise<string> => {
    const decode: FrameDecoder = (frame) => decodeByFzstd(frame, freeMovedBytes);
    const found: Buffer[] = [];
    for await (const block of unpackZstd(inBlocks(Buffer.concat([head, blocks, end]), 1000), "a.zst", decode))
      found.push(Buffer.from(block));
    return Buffer.concat(found).toString();
  };
  expect(await unpack(2 ** 31)).toBe("a".repeat(20));
  await expect(unpack(2 ** 28)).rejects.toMatchObject({
    code: "PREPARE_INPUT_CORRUPT",
    message: expect.stringContaining("its blocks are too small for its window of 67108864 bytes"),
  });
});

test("a corrupt file is named", async () => {
  const path = join(makeScratch(), "a.jsonl.zst");
  writeFileSync(path, packed.subarray(0, -1));
  await expect(readInput(path)).rejects.toThrow(
    `${path} is corrupt: zstd: it ends within a frame; download or compress it again`,
  );
});
