/**
 * The header of a `.npy` file: a magic string, a version, a length, and a Python dict literal with
 * `descr`, `fortran_order` and `shape`; the numbers follow. Source: NEP 1 and numpy/lib/format.py,
 * versions 1.0 (a length of 2 bytes), 2.0 (4 bytes) and 3.0 (4 bytes, UTF-8). As in numpy, a header
 * has at most 10,000 characters and exactly these keys.
 *
 * The literal is read by one pattern per entry, not by a parser of Python: nesting is never needed, and the
 * description of a structured dtype is an error all the same.
 */
import { quoted } from "./visible-text.ts";

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]; // \x93NUMPY
const MAX_HEADER = 10_000;
/** More of a value from a file is not shown: a corrupt file may hold anything. */
const MAX_SHOWN = 80;

/** Bytes that hold the length in every version. */
export const NPY_PREFIX_BYTES = 12;

/** What the header says. */
export interface NpyHeader {
  /** Such as `<f4`. */
  readonly descr: string;
  /** Sizes of the dimensions, row-major; none for a scalar; NaN where one is not a whole number. */
  readonly shape: readonly number[];
  /** The shape as it is written there, at most 80 characters of it. */
  readonly shapeText: string;
}

/**
 * Makes the error of a file that can't be read.
 * @param field what is wrong, such as "version"
 * @param value what was found there, where it can be said
 * @param problem such as "its version is 9.0, expected 1.0, 2.0 or 3.0"
 */
export type NpyFail = (field: string, problem: string, value?: unknown) => Error;

/** Whether a file begins as one of numpy's. */
export function isNpy(head: Uint8Array): boolean {
  return MAGIC.every((byte, i) => head[i] === byte);
}

/**
 * Bytes from the file's start to the numbers.
 *
 * @param head the file's first 12 bytes or more
 * @throws the error of `fail` where it is not an npy file of a known version
 */
export function npyDataStart(head: Uint8Array, fileLength: number, fail: NpyFail): number {
  if (head.length < NPY_PREFIX_BYTES || fileLength < NPY_PREFIX_BYTES) {
    throw fail("length", `${Math.min(head.length, fileLength)} bytes are too few for its header`);
  }
  if (!isNpy(head)) throw fail("magic", "it does not begin with \\x93NUMPY");
  const [major, minor] = [head[6]!, head[7]!];
  if (major < 1 || major > 3 || minor !== 0) {
    throw fail("version", `its version is ${major}.${minor}, expected 1.0, 2.0 or 3.0`, major);
  }
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const [start, length] = major === 1 ? [10, view.getUint16(8, true)] : [12, view.getUint32(8, true)];
  if (length > MAX_HEADER) {
    throw fail("header length", `its header claims ${length} bytes; at most ${MAX_HEADER} are read`, length);
  }
  if (start + length > fileLength) {
    throw fail("header length", `its header claims ${length} bytes, but the file has ${fileLength}`, length);
  }
  return start + length;
}

/** One entry with what follows it: a quoted text, a boolean, a tuple of integers, or a list, which is refused later. */
const ENTRY =
  /\s*(?:'(\w+)'|"(\w+)")\s*:\s*(?:'([^'\\]*)'|"([^"\\]*)"|(True|False)|\(([\d\sL,]*)\)|(\[[^{}]*\]))\s*(,|(?=\}))/y;

/**
 * Reads the header of an array in row-major order.
 *
 * @param head the file's beginning, up to the numbers at least
 * @param dataStart what {@link npyDataStart} returned
 * @throws the error of `fail`, with the field that is wrong
 * @example parseNpyHeader(bytes, npyDataStart(bytes, bytes.length, fail), fail) // { descr: "<f4", shape: [7, 4], shapeText: "(7, 4)" }
 */
export function parseNpyHeader(head: Uint8Array, dataStart: number, fail: NpyFail): NpyHeader {
  const isVersion1 = head[6] === 1;
  if (head.length < dataStart) throw fail("header", `its header has ${dataStart} bytes, ${head.length} were given`);
  const text = new TextDecoder().decode(head.subarray(isVersion1 ? 10 : 12, dataStart));
  const values = entriesOf(text);
  const keys = values && [...values.keys()].toSorted().join(", ");
  if (!values || keys !== "descr, fortran_order, shape") {
    const got = values ? `has the keys ${keys ? shortened(keys) : "none"}` : `is ${quoted(text.trim(), MAX_SHOWN)}`;
    throw fail("header", `its header ${got}, expected a dict of descr, fortran_order and shape`, text.trim());
  }
  const descr = values.get("descr")!;
  const order = values.get("fortran_order")!;
  const shape = values.get("shape")!;
  if (descr.kind !== "text") {
    throw fail(
      "descr",
      `its descr is ${shortened(descr.source)}, expected one dtype such as '<f4' or '<u2'`,
      descr.source,
    );
  }
  if (order.kind !== "boolean")
    throw fail("fortran_order", `its fortran_order is ${shortened(order.source)}, expected False`, order.source);
  if (order.source === "True") {
    throw fail(
      "fortran_order",
      "its fortran_order is True, expected False; save numpy.ascontiguousarray(array)",
      "True",
    );
  }
  const sizes = shape.kind === "tuple" ? sizesOf(shape.source) : [Number.NaN];
  return { descr: descr.source, shape: sizes, shapeText: shortened(shape.source) };
}

function shortened(source: string): string {
  return source.length > MAX_SHOWN ? `${source.slice(0, MAX_SHOWN)}...` : source;
}

interface Value {
  readonly kind: "text" | "boolean" | "tuple" | "list";
  readonly source: string;
}

/** The dict's entries; undefined where it is none, or has a key twice. */
function entriesOf(text: string): ReadonlyMap<string, Value> | undefined {
  const values = new Map<string, Value>();
  let at = text.search(/\S/);
  if (text[at] !== "{") return undefined;
  at++;
  while (!/^\s*\}\s*$/.test(text.slice(at))) {
    ENTRY.lastIndex = at;
    const match = ENTRY.exec(text);
    if (!match) return undefined;
    const [, key1, key2, text1, text2, boolean, tuple, list] = match;
    const key = (key1 ?? key2)!;
    if (values.has(key)) return undefined;
    values.set(key, valueOf(text1 ?? text2, boolean, tuple, list));
    at = ENTRY.lastIndex;
  }
  return values;
}

function valueOf(text?: string, boolean?: string, tuple?: string, list?: string): Value {
  if (text !== undefined) return { kind: "text", source: text };
  if (boolean !== undefined) return { kind: "boolean", source: boolean };
  if (tuple !== undefined) return { kind: "tuple", source: `(${tuple})` };
  return { kind: "list", source: list! };
}

/** Python 2 wrote long integers with an L. What is not a tuple of integers, such as `(1 2)` or `(4)`, has a NaN. */
function sizesOf(tuple: string): number[] {
  const items = tuple.slice(1, -1).trim();
  if (items === "") return [];
  // Without its comma `(4)` is a number in parentheses.
  if (!items.includes(",")) return [Number.NaN];
  return items
    .replace(/,$/, "")
    .split(",")
    .map((item) => (/^\s*\d+L?\s*$/.test(item) ? Number.parseInt(item, 10) : Number.NaN));
}
