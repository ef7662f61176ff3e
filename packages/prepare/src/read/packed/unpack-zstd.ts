/**
 * Unpacks zstd, frame by frame: with Node's own zlib where it has zstd (22.15 on), else with fzstd, which
 * is JavaScript (unpack-fzstd.ts). A frame's checksum, where it has one, is verified. Memory is that of the
 * window which the file was packed with: 8 MiB up to level 19, 128 MiB at most.
 */
import { pipeline, Readable } from "node:stream";
import * as zlib from "node:zlib";
import { PrepareError } from "../../errors.ts";
import { corrupt } from "../input/read-errors.ts";
import { ByteQueue } from "./byte-queue.ts";
import { decodeByFzstd } from "./unpack-fzstd.ts";
import { type FrameDecoder, FrameCheck } from "./zstd-frame-check.ts";
import { type ZstdBlock, type ZstdFrame, zstdFrames } from "./zstd-frames.ts";

/** Part of Node's zlib, from 22.15 on. */
interface ZlibWithZstd {
  createZstdDecompress?(options: { chunkSize: number }): NodeJS.ReadWriteStream;
}

const { createZstdDecompress } = zlib as ZlibWithZstd;
const UNPACKED_BYTES = 2 ** 18;

/** By Node's zlib; undefined where it has no zstd. */
export const decodeByZlib: FrameDecoder | undefined =
  createZstdDecompress &&
  ((frame) => {
    const unpacked = createZstdDecompress({ chunkSize: UNPACKED_BYTES });
    pipeline(Readable.from(bytesOf(frame), { highWaterMark: 1 }), unpacked, () => {});
    return unpacked as AsyncIterable<unknown> as AsyncIterable<Buffer>;
  });

async function* bytesOf({ head, blocks }: ZstdFrame): AsyncGenerator<Buffer> {
  yield head;
  for await (const { bytes, checksum } of blocks)
    yield checksum.length === 0 ? bytes : Buffer.concat([bytes, checksum]);
}

/**
 * Unpacks zstd: all frames of a file, those without data skipped.
 * @param blocks of the file, each in a buffer of its own
 * @throws PrepareError PREPARE_INPUT_CORRUPT
 */
export async function* unpackZstd(
  blocks: AsyncIterable<Buffer>,
  path: string,
  decode: FrameDecoder = decodeByZlib ?? decodeByFzstd,
): AsyncGenerator<Buffer> {
  const refuse = (what: string): PrepareError => corrupt(path, what);
  const bytes = new ByteQueue(blocks, () => refuse("zstd: it ends within a frame"));
  try {
    for await (const frame of zstdFrames(bytes, refuse)) yield* decodeFrame(frame, decode);
  } catch (error) {
    if (error instanceof PrepareError) throw error;
    throw corrupt(path, `unpacking its zstd data failed with "${(error as Error).message}"`, error);
  } finally {
    await bytes.close();
  }
}

/** A file may have a frame for each few bytes: those of one plain block need no decoder, which is slow to make. */
async function* decodeFrame(frame: ZstdFrame, decode: FrameDecoder): AsyncGenerator<Buffer> {
  const first = (await frame.blocks.next()).value as ZstdBlock;
  if (first.type === "compressed" || !first.isLast) {
    yield* decode({ ...frame, blocks: withFirst(first, frame.blocks) });
    return;
  }
  const content = first.bytes.subarray(3);
  const plain = first.type === "raw" ? content : Buffer.alloc(first.size, content[0]);
  const check = await FrameCheck.begin(frame);
  check.update(plain);
  check.end(first.checksum);
  if (plain.length > 0) yield plain;
}

async function* withFirst(first: ZstdBlock, rest: AsyncGenerator<ZstdBlock>): AsyncGenerator<ZstdBlock> {
  yield first;
  yield* rest;
}
