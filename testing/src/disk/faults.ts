/**
 * A layer under node:fs that makes one call of many go wrong, as SQLite's test harness does: the n-th read
 * or write moves half of its bytes, or the n-th call fails with EIO, ENOSPC or EINTR. Counting from 1 to as
 * many calls as an undisturbed run makes tries every place where a disk can fail.
 *
 * It sees the calls that this process makes by node:fs and node:fs/promises, by name or by handle, below the
 * folders it is given; not those of worker threads, and not what `readFile` does within. The preload
 * library (preload.c) sees these too.
 */
import fs from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { relative } from "node:path";

/**
 * "short": a read or a write moves half of its bytes, at least one. "EIO", "ENOSPC" and "EINTR": a call fails,
 * the two latter only where a system gives them. "EIO from then on": the disk is gone. "ENOSPC from then on":
 * it is full.
 */
export type FaultKind = "short" | "EIO" | "ENOSPC" | "EINTR" | "EIO from then on" | "ENOSPC from then on";

export const FAULT_KINDS: readonly FaultKind[] = [
  "short",
  "EIO",
  "ENOSPC",
  "EINTR",
  "EIO from then on",
  "ENOSPC from then on",
];

export interface Fault {
  readonly kind: FaultKind;
  /** Number of the call that goes wrong, among those that can in this way; from 1 on. 0: none does, all are counted. */
  readonly call: number;
}

export interface FaultReport {
  /** Calls that could have gone wrong in this way. */
  readonly calls: number;
  /** Those that did, such as "read of output/prepare/units.jsonl". */
  readonly faults: readonly string[];
}

/** Calls and what each may be told by a disk. The name that counts is that of the function without "Sync". */
const CAN_BE_FULL: ReadonlySet<string> = new Set(["open", "write", "truncate", "sync", "mkdir", "rename"]);
const CAN_BE_INTERRUPTED: ReadonlySet<string> = new Set(["open", "read", "write"]);
const CAN_BE_SHORT: ReadonlySet<string> = new Set(["read", "write"]);

const BY_PATH = ["open", "readFile", "readdir", "stat", "access", "mkdir", "rename", "rm", "rmdir", "unlink"] as const;
const BY_HANDLE = ["read", "write", "sync", "truncate", "stat", "close"] as const;
const SYNC_BY_PATH = ["readFileSync", "readdirSync", "statSync", "mkdirSync", "renameSync", "rmSync"] as const;
const SYNC_BY_DESCRIPTOR = ["readSync", "writeSync", "fsyncSync", "fstatSync"] as const;

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;
type Functions = Record<string, AnyFunction>;

/**
 * Runs `work` on a disk with a fault. Only one such call at a time.
 * @param folders below which calls are counted; everything else works as ever
 */
export async function withFault<T>(
  { kind, call }: Fault,
  folders: readonly string[],
  work: () => Promise<T>,
): Promise<{ readonly outcome: PromiseSettledResult<T>; readonly report: FaultReport }> {
  const disk = new FaultyDisk(kind, call, folders);
  const restore = await install(disk);
  try {
    const [outcome] = await Promise.allSettled([work()]);
    return { outcome: outcome!, report: disk.report() };
  } finally {
    restore();
  }
}

interface CallDetails {
  readonly path?: string;
  readonly isWriting?: boolean;
}

/** Counts calls and says which of them go wrong. */
class FaultyDisk {
  readonly #kind: FaultKind;
  readonly #call: number;
  readonly #folders: readonly string[];
  readonly #handles = new WeakMap<object, string>();
  readonly #descriptors = new Map<number, string>();
  readonly #faults: string[] = [];
  #calls = 0;

  constructor(kind: FaultKind, call: number, folders: readonly string[]) {
    this.#kind = kind;
    this.#call = call;
    this.#folders = folders;
  }

  report(): FaultReport {
    return { calls: this.#calls, faults: this.#faults };
  }

  /** Where a path lies below one of the folders, else undefined. */
  placeOf(path: unknown): string | undefined {
    if (typeof path !== "string") return undefined;
    const folder = this.#folders.find((one) => path === one || path.startsWith(`${one}/`));
    return folder === undefined ? undefined : relative(folder, path) || ".";
  }

  opened(opened: unknown, place: string): void {
    if (typeof opened === "number") this.#descriptors.set(opened, place);
    else this.#handles.set(opened as object, place);
  }

  placeOfOpened(opened: unknown): string | undefined {
    return typeof opened === "number" ? this.#descriptors.get(opened) : this.#handles.get(opened as object);
  }

  closed(descriptor: number): void {
    this.#descriptors.delete(descriptor);
  }

  /**
   * Whether the call that comes now is to be short.
   * @param path as the system's error names it; undefined for calls by handle
   * @throws the system's error where it is to fail
   */
  next(name: string, place: string, { path, isWriting = false }: CallDetails = {}): boolean {
    const [code] = this.#kind.split(" ") as [string];
    const can =
      code === "EIO" ||
      (code === "ENOSPC" && CAN_BE_FULL.has(name) && (name !== "open" || isWriting)) ||
      (code === "EINTR" && CAN_BE_INTERRUPTED.has(name)) ||
      (code === "short" && CAN_BE_SHORT.has(name));
    if (!can) return false;
    this.#calls++;
    const isHit = this.#kind.endsWith("on") ? this.#calls >= this.#call : this.#calls === this.#call;
    if (this.#call === 0 || !isHit) return false;
    this.#faults.push(`${name} of ${place}`);
    if (code === "short") return true;
    const named = path === undefined ? "" : ` '${path}'`;
    const message = `${code}: a fault of the test, ${name}${named}`;
    throw Object.assign(new Error(message), { code, syscall: name, ...(path !== undefined && { path }) });
  }
}

/** @returns what takes the layer away again */
async function install(disk: FaultyDisk): Promise<() => void> {
  const probe = await open(import.meta.filename);
  const handles = Object.getPrototypeOf(probe) as Functions;
  await probe.close();
  const promises = fs.promises as unknown as Functions;
  const sync = fs as unknown as Functions;
  const undo: (() => void)[] = [];
  const replace = (owner: Functions, name: string, make: (original: AnyFunction) => AnyFunction): void => {
    const original = owner[name]!;
    owner[name] = make(original);
    undo.push(() => (owner[name] = original));
  };

  for (const name of BY_PATH) {
    replace(promises, name, (original) => async (...args) => {
      const place = disk.placeOf(args[0]);
      if (place === undefined) return original(...args);
      disk.next(name, place, { path: String(args[0]), isWriting: opensForWriting(args[1]) });
      const result = await original(...args);
      if (name === "open") disk.opened(result, place);
      return result;
    });
  }
  for (const name of BY_HANDLE) {
    replace(
      handles,
      name,
      (original) =>
        async function (...args) {
          const place = disk.placeOfOpened(this);
          // A handle that is closed already is closed again without a call.
          if (place === undefined || (this as FileHandle).fd === -1) return original.apply(this, args);
          if (name === "close") return closed(original.call(this), () => disk.next(name, place));
          const isShort = disk.next(name, place);
          // No test of this kind turns the power off, and a sync of a real disk is most of a small run's time.
          if (name === "sync") return undefined;
          return original.apply(this, isShort ? halved(args) : args);
        },
    );
  }
  for (const name of SYNC_BY_PATH) {
    replace(sync, name, (original) => (...args) => {
      const place = disk.placeOf(args[0]);
      if (place !== undefined) disk.next(name.replace("Sync", ""), place, { path: String(args[0]) });
      return original(...args);
    });
  }
  replace(sync, "openSync", (original) => (...args) => {
    const place = disk.placeOf(args[0]);
    if (place === undefined) return original(...args);
    disk.next("open", place, { path: String(args[0]), isWriting: opensForWriting(args[1]) });
    const descriptor = original(...args);
    disk.opened(descriptor, place);
    return descriptor;
  });
  replace(sync, "closeSync", (original) => (...args) => {
    disk.closed(args[0] as number);
    return original(...args);
  });
  for (const name of SYNC_BY_DESCRIPTOR) {
    const call = { readSync: "read", writeSync: "write", fsyncSync: "sync", fstatSync: "stat" }[name];
    replace(sync, name, (original) => (descriptor, ...args) => {
      const place = disk.placeOfOpened(descriptor);
      const isShort = place !== undefined && disk.next(call, place);
      return original(...(isShort ? [descriptor, ...halved(args)] : [descriptor, ...args]));
    });
  }
  syncBuiltinESMExports();
  return () => {
    for (const one of undo) one();
    syncBuiltinESMExports();
  };
}

function opensForWriting(flags: unknown): boolean {
  return typeof flags === "string" && /[wa+]/.test(flags);
}

/** The arguments of a read or write with half the length: `(buffer, offset, length, position)` or `(buffer)`. */
function halved([buffer, offset, length, position]: readonly unknown[]): unknown[] {
  const [start, all] = [(offset as number) ?? 0, (length as number) ?? (buffer as Uint8Array).length];
  return [buffer, start, Math.max(1, Math.floor(all / 2)), position ?? null];
}

/** The descriptor is gone whatever `close` says, as on Linux. */
async function closed(closing: unknown, check: () => void): Promise<void> {
  await closing;
  check();
}
