/**
 * The bytes of a text, chunk by chunk, as `cat` takes them: of a file, of a named pipe or what a shell's
 * `<(command)` stands for, or of standard input. A pipe that nobody writes to is waited for, and Ctrl-C ends that.
 * Devices, which may never end, sockets and folders are refused.
 */
import { constants, openSync, type Stats } from "node:fs";
import { type FileHandle, realpath, stat } from "node:fs/promises";
import { Socket } from "node:net";
import { devNull } from "node:os";
import { openRegularFile } from "@windrow/core/node";
import { CliError } from "../errors/cli-error.ts";
import { unreadable, wrongKind } from "./read-errors.ts";

/** Names of standard input beside `-`, under which it may not be possible to open it. */
const STANDARD_INPUT: ReadonlySet<string> = new Set(["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"]);

/** @param path a file, or `-` for standard input */
export function isStandardInput(path: string): boolean {
  return STANDARD_INPUT.has(path);
}

/**
 * @param chunkBytes of a file; a chunk is good until the next is asked for
 * @throws CliError naming the file
 */
export async function* readByteChunks(path: string, chunkBytes: number): AsyncGenerator<Buffer> {
  try {
    if (isStandardInput(path)) return yield* process.stdin as AsyncIterable<Buffer>;
    const status = await stat(path);
    if (status.isFIFO()) yield* ofPipe(path);
    else if (status.isFile()) yield* ofFile(await openRegularFile(path), chunkBytes);
    else if (!(await isEmptyDevice(path, status))) throw wrongKind(path, kindOf(status));
  } catch (error) {
    throw error instanceof CliError ? error : unreadable(path, error);
  }
}

/** /dev/null, which people name for nothing at all. */
async function isEmptyDevice(path: string, status: Stats): Promise<boolean> {
  return status.isCharacterDevice() && (await realpath(path)) === devNull;
}

function kindOf(status: Stats): string {
  if (status.isDirectory()) return "a directory";
  return status.isSocket() ? "a socket" : "a device";
}

/** A thread that waits in open() or read() could not be stopped, not even by process.exit. */
async function* ofPipe(path: string): AsyncGenerator<Buffer> {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  yield* new Socket({ fd, readable: true, writable: false }) as AsyncIterable<Buffer>;
}

async function* ofFile(file: FileHandle, chunkBytes: number): AsyncGenerator<Buffer> {
  try {
    // The next chunk is read while the one before it is used.
    let [buffer, other] = [Buffer.allocUnsafe(chunkBytes), Buffer.allocUnsafe(chunkBytes)];
    let reading = file.read(buffer, 0, chunkBytes);
    for (;;) {
      const { bytesRead } = await reading;
      if (bytesRead === 0) return;
      const ready = buffer.subarray(0, bytesRead);
      [buffer, other] = [other, buffer];
      reading = file.read(buffer, 0, chunkBytes);
      // Where it fails, that is thrown when it is awaited; until then it is nobody's.
      reading.catch(() => {});
      yield ready;
    }
  } finally {
    await file.close();
  }
}
