/**
 * Whether what lies beside job.json is what was planned: its files are read back on disks that others write to,
 * for days, and one changed bit in a list would make other shards without a word. Sizes are compared whenever a
 * job is opened, before anything is made in proportion to a count; hashes once by each thread that encodes.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { invalidJob } from "../files/invalid-job.ts";
import { unreadable } from "../files/unreadable.ts";
import type { RecordsEntry } from "./job-manifest.ts";

/** An index has the place of each record, and of the end. */
const PLACE_BYTES = 8;
/** Length of the shortest line that any record has: `{}` and the end of the line. */
const MIN_RECORD_BYTES = 3;

const READ_BYTES = 2 ** 20;

/** Where the index of a list lies. */
export function indexPath(path: string): string {
  return `${path}.index`;
}

/**
 * Compares a file with the sha256 that job.json has of it, reading it once.
 * @throws PrepareError PREPARE_JOB_INVALID
 */
export async function checkFile(path: string, sha256: string): Promise<void> {
  const hash = createHash("sha256");
  for await (const block of blocksOf(path)) hash.update(block);
  refuseOther(path, hash.digest("hex"), sha256);
}

/**
 * Whether a list has room for as many records as job.json says, by the sizes of the list and of its index alone.
 * @throws PrepareError PREPARE_JOB_INVALID
 */
export async function checkListSizes(path: string, { count }: RecordsEntry): Promise<void> {
  const bytes = await sizeOf(path);
  const indexBytes = await sizeOf(indexPath(path));
  const expected = PLACE_BYTES * (count + 1);
  if (indexBytes !== expected)
    throw invalidJob(indexPath(path), `has ${indexBytes} bytes, but an index of ${count} records takes ${expected}`);
  if (bytes < MIN_RECORD_BYTES * count) throw invalidJob(path, `has ${bytes} bytes, too few for ${count} records`);
}

/** Whether a file has a bit for each document, by its size alone. @throws PrepareError PREPARE_JOB_INVALID */
export async function checkBitsSize(path: string, documents: number): Promise<void> {
  const bytes = await sizeOf(path);
  const expected = Math.ceil(documents / 8);
  if (bytes !== expected)
    throw invalidJob(path, `has ${bytes} bytes, but a bit for each of ${documents} documents takes ${expected}`);
}

/**
 * Compares a list with its sha256, and its index with the list. 10^6 units take 0.23 s of one core.
 * @throws PrepareError PREPARE_JOB_INVALID
 */
export async function checkList(path: string, entry: RecordsEntry): Promise<void> {
  await checkListSizes(path, entry);
  const { sha256, indexSha256 } = await hashList(path);
  refuseOther(path, sha256, entry.sha256);
  await checkFile(indexPath(path), indexSha256);
}

/** sha256 that the index of a list has, by the list itself. @param path of the list */
export async function hashOfIndex(path: string): Promise<string> {
  return (await hashList(path)).indexSha256;
}

async function hashList(path: string): Promise<{ readonly sha256: string; readonly indexSha256: string }> {
  const hash = createHash("sha256");
  const indexHash = createHash("sha256").update(new Uint8Array(PLACE_BYTES));
  let before = 0;
  for await (const block of blocksOf(path)) {
    hash.update(block);
    const places: bigint[] = [];
    for (let end = block.indexOf(0x0a) + 1; end > 0; end = block.indexOf(0x0a, end) + 1)
      places.push(BigInt(before + end));
    indexHash.update(new Uint8Array(BigUint64Array.from(places).buffer));
    before += block.length;
  }
  return { sha256: hash.digest("hex"), indexSha256: indexHash.digest("hex") };
}

async function* blocksOf(path: string): AsyncGenerator<Buffer> {
  await sizeOf(path);
  try {
    yield* createReadStream(path, { highWaterMark: READ_BYTES }) as AsyncIterable<Buffer>;
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** Size of a regular file: opening a pipe would wait forever. */
async function sizeOf(path: string): Promise<number> {
  const info = await stat(path).catch((error: Error) => {
    throw unreadable(path, error);
  });
  if (info.isFile()) return info.size;
  throw invalidJob(path, "is not a regular file");
}

function refuseOther(path: string, found: string, expected: string): void {
  if (found !== expected)
    throw invalidJob(path, `has changed since the job was planned: its sha256 is ${found}, not ${expected}`);
}
