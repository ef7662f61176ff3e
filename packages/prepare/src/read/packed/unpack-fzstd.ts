/**
 * A frame of zstd by fzstd, which leaves to its caller the checksum, frames of fewer than 18 bytes (it waits
 * for more), and a limit on its work: for each block it moves the whole window.
 */
import { Decompress } from "fzstd";
import { FrameCheck } from "./zstd-frame-check.ts";
import type { ZstdFrame } from "./zstd-frames.ts";

/** fzstd reads a frame's head only when it has as many bytes. */
const MIN_BYTES = 18;

/**
 * Bytes that may be moved: some at any rate, then so many for each byte, packed or not. Files that zstd packs
 * come to a thousand for each at most, with --long=27; one that is flushed after each line, to 80,000.
 */
const [FREE_MOVED_BYTES, MOVED_BYTES_PER_BYTE] = [2 ** 35, 2 ** 17];

/** @throws Error */
export async function* decodeByFzstd(
  frame: ZstdFrame,
  freeMovedBytes: number = FREE_MOVED_BYTES,
): AsyncGenerator<Buffer> {
  const check = await FrameCheck.begin(frame);
  const unpacked: Uint8Array[] = [];
  const decoder = new Decompress((part) => unpacked.push(part));
  const windowBytes = Math.min(frame.windowBytes, frame.contentBytes ?? Infinity);
  let waiting = [headOf(windowBytes)];
  let waitingBytes = waiting[0]!.length;
  let [packed, moved] = [0, 0];
  for await (const { bytes, isLast, checksum } of frame.blocks) {
    packed += bytes.length;
    moved += windowBytes;
    if (moved > freeMovedBytes + MOVED_BYTES_PER_BYTE * (packed + check.bytes))
      throw new Error(`its blocks are too small for its window of ${windowBytes} bytes`);
    waiting.push(bytes);
    waitingBytes += bytes.length;
    if (waitingBytes < MIN_BYTES && !isLast) continue;
    decoder.push(waiting.length === 1 ? bytes : Buffer.concat(waiting), isLast);
    // What is pushed next is less than a head, but there is one by now.
    [waiting, waitingBytes] = [[], MIN_BYTES];
    for (const part of unpacked.splice(0)) {
      check.update(part);
      if (part.length > 0) yield Buffer.from(part.buffer, part.byteOffset, part.length);
    }
    if (isLast) check.end(checksum);
  }
}

/** A head that asks for the window that is needed, and has no checksum: as of one segment of that size. */
function headOf(windowBytes: number): Buffer {
  const head = Buffer.from("28b52ffda000000000", "hex");
  head.writeUInt32LE(windowBytes, 5);
  return head;
}
