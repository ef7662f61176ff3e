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
 * window in a block waits until the block is read (some 0.15 ms), and 10 GB have 320 kB of crc32 in the manifest.
 */
export const CRC_BLOCK_BYTES: number = 2 ** 18;

export interface FileChecksums {
  readonly bytes: number;
  /** 64 hex digits. */
  readonly sha256: string;
  /** 8 hex digits for each 256 KiB. */
  readonly crc32: string;
}

/** Reads a file from beginning to end. It blocks: some 1 s for each GB. */
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
  return crc32(block).toString(16).padStart(8, "0");
}

/** 256 KiB at each step. */
function* readThrough(path: string): Generator<void, FileChecksums> {
  const fd = openFile(path);
  try {
    const bytes = sizeOf(fd, path);
    const sha256 = createHash("sha256");
    const crcs: string[] = [];
    for (let position = 0; position < bytes; position += CRC_BLOCK_BYTES) {
      const block = readBytes(fd, path, position, Math.min(CRC_BLOCK_BYTES, bytes - position));
      sha256.update(block);
      crcs.push(crcOf(block));
      yield;
    }
    return { bytes, sha256: sha256.digest("hex"), crc32: crcs.join("") };
  } finally {
    closeSync(fd);
  }
}
