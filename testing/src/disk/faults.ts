/**
 * A layer under node:fs that makes one call of many go wrong, as SQLite's test harness does: the n-th read
 * or write moves half of its bytes, or the n-th call fails with EIO, ENOSPC or EINTR. Counting from 1 to as
 * many calls as an undisturbed run makes tries every place where a disk can fail.
 *
 * It sees the calls that this process makes by node:fs and node:fs/promises, by name or by handle, below the
 * folders it is given; not those of worker threads, and not what `readFile` does within. The preload
 * library (preload.c) sees these too.
 *
 * Calls of node:fs/promises are made by their synchronous twins, and their results arrive in a later turn of the event
 * loop (test-handle.ts): waking a thread of libuv's pool takes longer than a call on a tiny file, and a job makes hundreds.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join, relative } from "node:path";
import { halved, inLaterTurn, TestHandle } from "./test-handle.ts";

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

/** Calls, and what a disk may answer to each. The name that counts is that of the function without "Sync". */
const CAN_BE_FULL: ReadonlySet<string> = new Set(["open", "write", "truncate", "sync", "mkdir", "rename"]);
const CAN_BE_INTERRUPTED: ReadonlySet<string> = new Set(["open", "read", "write"]);
const CAN_BE_SHORT: ReadonlySet<string> = new Set(["read", "write"]);

const BY_PATH = ["open", "readFile", "readdir", "stat", "access", "mkdir", "rename", "rm", "rmdir", "unlink"] as const;

/** What does the same at once, as node:fs has it without a layer. Not readFileSync, which makes calls that are counted. */
const AT_ONCE = {
  readdir: fs.readdirSync,
  stat: fs.statSync,
  access: fs.accessSync,
  mkdir: fs.mkdirSync,
  rename: fs.renameSync,
  rm: fs.rmSync,
  rmdir: fs.rmdirSync,
  unlink: fs.unlinkSync,
} as unknown as Functions;
// Node 20's rmSync takes its functions from node:fs when it is first called: these shall not be a layer's.
fs.rmSync(join(import.meta.dirname, "nothing-of-this-name"), { force: true });
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
  const restore = install(disk);
  try {
    const [outcome] = await Promise.allSettled([work()]);
    return { outcome: outcome!, report: disk.report() };
  } finally {
    restore();
  }
}

/** Runs `work` on a disk without a fault, whose calls are as quick as with one. Neither at the same time. */
export async function onQuickDisk<T>(folders: readonly string[], work: () => Promise<T>): Promise<T> {
  const { outcome } = await withFault({ kind: "EIO", call: 0 }, folders, work);
  if (outcome.status === "rejected") throw outcome.reason;
  return outcome.value;
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

  opened(descriptor: number, place: string): void {
    this.#descriptors.set(descriptor, place);
  }

  placeOfOpened(descriptor: number): string | undefined {
    return this.#descriptors.get(descriptor);
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
function install(disk: FaultyDisk): () => void {
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
      if (name === "open") return TestHandle.open(args, place, disk);
      return name === "readFile" ? original(...args) : inLaterTurn(() => AT_ONCE[name]!(...args));
    });
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
    disk.opened(descriptor as number, place);
    return descriptor;
  });
  replace(sync, "closeSync", (original) => (...args) => {
    disk.closed(args[0] as number);
    return original(...args);
  });
  for (const name of SYNC_BY_DESCRIPTOR) {
    const call = { readSync: "read", writeSync: "write", fsyncSync: "sync", fstatSync: "stat" }[name];
    replace(sync, name, (original) => (descriptor, ...args) => {
      const place = disk.placeOfOpened(descriptor as number);
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
