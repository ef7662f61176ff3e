/**
 * Files read as a whole. Node's own readFile of `fs/promises` takes the first short read for the end of the
 * file (Node 20 to 26): a text that is cut at any byte, and says nothing.
 */
import type { FileHandle } from "node:fs/promises";
import { openRegularFile } from "./regular-file.ts";
import { readFully } from "./read-fully.ts";

/**
 * All bytes of a regular file.
 * @throws NotARegularFileError where something else is there; the system's error
 */
export async function readWholeFile(path: string | Buffer): Promise<Buffer> {
  const handle = await openRegularFile(path);
  try {
    return await readWhole(handle);
  } finally {
    await handle.close();
  }
}

/** {@link readWholeFile} as text in UTF-8, in which what is not UTF-8 is U+FFFD. */
export async function readText(path: string | Buffer): Promise<string> {
  return (await readWholeFile(path)).toString("utf8");
}

/** All bytes of an open regular file, from its start. @throws the system's error */
export async function readWhole(handle: FileHandle): Promise<Buffer> {
  const { size } = await handle.stat({ bigint: true });
  const bytes = Buffer.alloc(Number(size));
  return bytes.subarray(0, await readFully(handle, bytes, 0));
}
