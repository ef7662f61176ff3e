/** Bytes of a file from one place to another, in pieces, in constant memory. */
import { createHash, type Hash } from "node:crypto";
import { open } from "node:fs/promises";
import { changed, unreadable } from "./read-errors.ts";
import type { InputFile, Segment } from "./types.ts";

/** 1 MiB: half of it and four times as much made no difference to the speed of encoding. */
const CHUNK_BYTES = 2 ** 20;

/** @param hash gets the bytes, if there is one */
export async function* readRange(
  path: string,
  start: number,
  end: number,
  { chunkBytes = CHUNK_BYTES, hash }: { readonly chunkBytes?: number; readonly hash?: Hash } = {},
): AsyncGenerator<Buffer> {
  const file = await open(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  try {
    const read = async (at: number): Promise<Buffer> => {
      const chunk = Buffer.allocUnsafeSlow(Math.min(chunkBytes, end - at));
      const { bytesRead } = await file.read(chunk, 0, chunk.length, at).catch((error: unknown) => {
        throw unreadable(path, error);
      });
      if (bytesRead === 0) throw changed(path, `ends at byte ${at} and had ${end} at least`);
      return chunk.subarray(0, bytesRead);
    };
    // One ahead: read while the one before it is worked on.
    let next = start < end ? read(start) : undefined;
    for (let at = start; next !== undefined;) {
      const chunk: Buffer = await next;
      at += chunk.length;
      next = at < end ? read(at) : undefined;
      // Awaited in its turn, or never where the caller stops.
      next?.catch(() => {});
      hash?.update(chunk);
      yield chunk;
    }
  } finally {
    await file.close();
  }
}

/** The bytes of a segment. When they have all been read they are compared with what was planned for. */
export async function* readSegmentBytes(
  { path, bytes }: InputFile,
  { start, end, sha256 }: Segment,
  chunkBytes?: number,
): AsyncGenerator<Buffer> {
  await checkSize(path, bytes);
  const hash = createHash("sha256");
  yield* readRange(path, start, end, { hash, ...(chunkBytes === undefined ? {} : { chunkBytes }) });
  checkHash(path, hash, start, end, sha256);
}

/** Reads a segment only to compare it. */
export async function checkSegmentBytes(input: InputFile, segment: Segment): Promise<void> {
  const bytes = readSegmentBytes(input, segment);
  while (!(await bytes.next()).done);
}

async function checkSize(path: string, bytes: number): Promise<void> {
  const file = await open(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  const { size } = await file.stat().finally(() => file.close());
  if (size !== bytes) throw changed(path, `has ${size} bytes now and had ${bytes}`);
}

function checkHash(path: string, hash: Hash, start: number, end: number, sha256: string): void {
  const found = hash.digest("hex");
  if (found !== sha256)
    throw changed(path, `has other bytes from ${start} to ${end} than it had (their sha256 is ${found})`);
}
