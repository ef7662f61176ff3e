/**
 * What a manifest keeps of a file's bytes: the sha256 of all, and the crc32 of each 256 KiB, so that a
 * reader can check the part that it is about to read without reading the rest.
 */
import { createHash } from "node:crypto";
import { closeSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { crc32 } from "node:zlib";
import { openFile, readBytes, sizeOf } from "./read-file.ts";

/**
 * Bytes that one crc32 covers; the last may cover fewer. Part of the manifest's schema. The first
 * window in a block waits until the block is read (about 0.15 ms), and 10 GB have 320 kB of crc32 in the manifest.
 */
export const CRC_BLOCK_BYTES: number = 2 ** 18;

/** What a manifest says of a file. */
export interface FileChecksums {
  readonly bytes: number;
  /** 64 hex digits. */
  readonly sha256: string;
  /** 8 hex digits for each 256 KiB. */
  readonly crc32: string;
}

/** The checksums of bytes that come in order, however they are cut. */
export class RunningChecksums {
  readonly #sha256 = createHash("sha256");
  readonly #crcs: string[] = [];
  /** crc32 of the block that is not full, and its bytes. */
  #crc = 0;
  #blockBytes = 0;
  #bytes = 0;

  /** Takes the bytes that come next. */
  update(bytes: Uint8Array): void {
    this.#sha256.update(bytes);
    this.#bytes += bytes.length;
    for (let at = 0; at < bytes.length;) {
      const some = bytes.subarray(at, at + CRC_BLOCK_BYTES - this.#blockBytes);
      this.#crc = crc32(some, this.#crc);
      this.#blockBytes += some.length;
      at += some.length;
      if (this.#blockBytes === CRC_BLOCK_BYTES) this.#endBlock();
    }
  }

  /** Checksums of all bytes; none may come after them. */
  finish(): FileChecksums {
    if (this.#blockBytes > 0) this.#endBlock();
    return { bytes: this.#bytes, sha256: this.#sha256.digest("hex"), crc32: this.#crcs.join("") };
  }

  #endBlock(): void {
    this.#crcs.push(hexOf(this.#crc));
    [this.#crc, this.#blockBytes] = [0, 0];
  }
}

/** Reads a file from beginning to end. It blocks: about 1 s for each GB. */
export function checksumsOf(path: string): FileChecksums {
  const steps = readThrough(path);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The same, but the event loop has its turn after each 256 KiB. */
export async function checksumsInTurns(path: string): Promise<FileChecksums> {
  const steps = readThrough(path);
  let step = steps.next();
  while (!step.done) {
    await setImmediate();
    step = steps.next();
  }
  return step.value;
}

/** crc32 of one block in 8 hex digits. */
export function crcOf(block: Uint8Array): string {
  return hexOf(crc32(block));
}

function hexOf(crc: number): string {
  return crc.toString(16).padStart(8, "0");
}

/** 256 KiB at each step. */
function* readThrough(path: string): Generator<void, FileChecksums> {
  const fd = openFile(path);
  try {
    const bytes = sizeOf(fd, path);
    const sums = new RunningChecksums();
    for (let position = 0; position < bytes; position += CRC_BLOCK_BYTES) {
      const block = readBytes(fd, path, position, Math.min(CRC_BLOCK_BYTES, bytes - position));
      sums.update(block);
      yield;
    }
    return sums.finish();
  } finally {
    closeSync(fd);
  }
}
