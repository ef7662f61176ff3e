/**
 * Unpacks zstd, frame by frame: with Node's own zlib where it has zstd (22.15 on), else with fzstd, which
 * is JavaScript. A frame's checksum, where it has one, is verified by either: for fzstd, here. Memory is
 * that of the window which the file was packed with: 8 MiB up to level 19, 128 MiB at most.
 */
import { pipeline, Readable } from "node:stream";
import * as zlib from "node:zlib";
import { Decompress } from "fzstd";
import xxhash from "xxhash-wasm";
import { PrepareError } from "../errors.ts";
import { ByteQueue } from "./byte-queue.ts";
import { corrupt } from "./read-errors.ts";
import { type ZstdFrame, zstdFrames } from "./zstd-frames.ts";

/** Unpacks one frame; its blocks are good until the next is asked for. */
export type FrameDecoder = (frame: ZstdFrame) => AsyncIterable<Buffer>;

/** Of Node's zlib, from 22.15 on. */
interface ZlibWithZstd {
  createZstdDecompress?(options: { chunkSize: number }): NodeJS.ReadWriteStream;
}

const { createZstdDecompress } = zlib as ZlibWithZstd;
const UNPACKED_BYTES = 2 ** 18;

/** By Node's zlib; undefined where it has no zstd. */
export const decodeByZlib: FrameDecoder | undefined =
  createZstdDecompress &&
  (({ blocks }) => {
    const unpacked = createZstdDecompress({ chunkSize: UNPACKED_BYTES });
    pipeline(Readable.from(blocks, { highWaterMark: 1 }), unpacked, () => {});
    return unpacked as AsyncIterable<unknown> as AsyncIterable<Buffer>;
  });

/** By fzstd, with the checksum. */
export async function* decodeByFzstd({ blocks, contentBytes, hasChecksum }: ZstdFrame): AsyncGenerator<Buffer> {
  const { create64 } = await xxhash();
  const hash = create64();
  let unpacked: Uint8Array[] = [];
  let bytes = 0;
  let last: Buffer = Buffer.alloc(0);
  const decoder = new Decompress((part) => unpacked.push(part));
  for await (const block of blocks) {
    decoder.push(block);
    last = block;
    for (const part of unpacked) {
      hash.update(part);
      bytes += part.length;
      yield Buffer.from(part.buffer, part.byteOffset, part.length);
    }
    unpacked = [];
  }
  if (contentBytes !== undefined && bytes !== contentBytes)
    throw new Error(`it has ${bytes} bytes, not the ${contentBytes} that it says`);
  if (hasChecksum && Number(hash.digest() & 0xffffffffn) !== last.readUInt32LE(last.length - 4))
    throw new Error("the checksum is not that of the bytes");
}

/**
 * Unpacks zstd: all frames of a file, those without data passed over.
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
    for await (const frame of zstdFrames(bytes, refuse)) yield* decode(frame);
  } catch (error) {
    if (error instanceof PrepareError) throw error;
    throw corrupt(path, `zstd, unpacked, ends with "${(error as Error).message}"`, error);
  } finally {
    await bytes.close();
  }
}
