/** All bytes of a text or a vocabulary, of which there may be only so many: a pipe may have no end. */
import { stat } from "node:fs/promises";
import { isStandardInput, readByteChunks } from "./byte-chunks.ts";
import { unreadable, unusable } from "./read-errors.ts";

const CHUNK_BYTES = 2 ** 20;

/**
 * @param path a file, a pipe, or `-` for standard input
 * @param check is given the first bytes, before the others are read
 * @throws CliError naming the file
 */
export async function readWholeBytes(
  path: string,
  maxBytes: number,
  check: (beginning: Buffer) => void = () => {},
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const known = await sizeOf(path);
  if (known > maxBytes) throw tooLong(path, `${known} bytes`, maxBytes);
  for await (const chunk of readByteChunks(path, CHUNK_BYTES)) {
    if (bytes === 0) check(chunk);
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLong(path, `more than ${maxBytes} bytes`, maxBytes);
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}

/** Size of a file before it is read; 0 for anything else. */
async function sizeOf(path: string): Promise<number> {
  if (isStandardInput(path)) return 0;
  const status = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  return status.isFile() ? status.size : 0;
}

function tooLong(path: string, has: string, maxBytes: number): Error {
  return unusable(path, `it has ${has}, but at most ${maxBytes} are read. Split it first, for example: split -C 200m`);
}
