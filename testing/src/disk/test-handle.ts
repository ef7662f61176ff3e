/**
 * A FileHandle of a disk with faults (faults.ts), with the methods that the packages use. Its calls are synchronous ones,
 * whose results arrive in a later turn of the event loop. Those of a FileHandle itself can't all be replaced: `close` is
 * its own property, not its prototype's.
 */
import fs from "node:fs";
import { createInterface, type Interface } from "node:readline";

/** What a disk says of a call before it is made. */
interface CallWatch {
  /** Whether the call that comes now is to be short. @throws the system's error where it is to fail */
  next(name: string, place: string): boolean;
}

/** As node:fs has them, without a layer. */
const { openSync, readSync, writeSync, ftruncateSync, fstatSync, closeSync } = fs;

type Done = (error: Error | null, bytes?: number, buffer?: Uint8Array) => void;
type ReadByCallback = (
  fd: number,
  buffer: Uint8Array,
  offset: number,
  length: number,
  position: number | null,
  done: Done,
) => void;
type CloseByCallback = (fd: number, done: Done) => void;

/** Opened by `open`, with the calls that a disk is asked about. */
export class TestHandle {
  /** -1 once it is closed. */
  fd: number;
  readonly #place: string;
  readonly #watch: CallWatch;

  private constructor(fd: number, place: string, watch: CallWatch) {
    this.fd = fd;
    this.#place = place;
    this.#watch = watch;
  }

  static async open(args: unknown[], place: string, watch: CallWatch): Promise<TestHandle> {
    const fd = await inLaterTurn(() => openSync(...(args as Parameters<typeof openSync>)));
    return new TestHandle(fd, place, watch);
  }

  async read(buffer: Uint8Array, ...place: unknown[]): Promise<{ bytesRead: number; buffer: Uint8Array }> {
    const args = this.#transfer("read", [buffer, ...place]);
    return inLaterTurn(() => ({ bytesRead: readSync(this.fd, ...args), buffer }));
  }

  async write(buffer: Uint8Array, ...place: unknown[]): Promise<{ bytesWritten: number; buffer: Uint8Array }> {
    const args = this.#transfer("write", [buffer, ...place]);
    return inLaterTurn(() => ({ bytesWritten: writeSync(this.fd, ...args), buffer }));
  }

  async truncate(length?: number): Promise<void> {
    this.#check("truncate");
    return inLaterTurn(() => ftruncateSync(this.fd, length));
  }

  async stat(options?: fs.StatOptions): Promise<fs.Stats | fs.BigIntStats> {
    this.#check("stat");
    return inLaterTurn(() => fstatSync(this.fd, options));
  }

  /** No test of this kind turns the power off, and a sync of a real disk is most of a small run's time. */
  async sync(): Promise<void> {
    this.#check("sync");
  }

  /** By `read` and `close`, as a FileHandle does it. */
  readLines(options?: { start?: number; end?: number; autoClose?: boolean }): Interface {
    const read: ReadByCallback = (_, buffer, offset, length, position, done) =>
      void this.read(buffer, offset, length, position).then(({ bytesRead }) => done(null, bytesRead, buffer), done);
    const close: CloseByCallback = (_, done) => void this.close().then(() => done(null), done);
    const calls = { read, close } as NonNullable<Parameters<typeof fs.createReadStream>[1] & object>["fs"];
    const input = fs.createReadStream("", { ...options, fd: this.fd, fs: calls });
    return createInterface({ input, crlfDelay: Infinity });
  }

  /** The descriptor is gone whatever it says, as on Linux. Closed again, it makes no call. */
  async close(): Promise<void> {
    if (this.fd === -1) return;
    const { fd } = this;
    this.fd = -1;
    await inLaterTurn(() => closeSync(fd));
    this.#watch.next("close", this.#place);
  }

  #transfer(name: "read" | "write", args: [Uint8Array, ...unknown[]]): [Uint8Array, number, number, number | null] {
    return (this.#check(name) ? halved(args) : args) as [Uint8Array, number, number, number | null];
  }

  #check(name: string): boolean {
    if (this.fd === -1) throw Object.assign(new Error("EBADF: file closed"), { code: "EBADF", syscall: name });
    return this.#watch.next(name, this.#place);
  }
}

/** The arguments of a read or write with half the length: `(buffer, offset, length, position)` or `(buffer)`. */
export function halved([buffer, offset, length, position]: readonly unknown[]): unknown[] {
  const [start, all] = [(offset as number) ?? 0, (length as number) ?? (buffer as Uint8Array).length];
  return [buffer, start, Math.max(1, Math.floor(all / 2)), position ?? null];
}

/** Makes a call now, as the system might, and hands over what comes of it when other work has had its turn. */
export async function inLaterTurn<T>(call: () => T): Promise<T> {
  try {
    return call();
  } finally {
    await new Promise(setImmediate);
  }
}
