/** The files that `fixtures/make.py` made with numpy and Python's safetensors, and what they hold. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export function fixturePath(name: string): string {
  return join(import.meta.dirname, "fixtures", name);
}

/** A copy of its own, so that its start is aligned as a fetched file's is. */
export function fixture(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(fixturePath(name)));
}

export const expected = JSON.parse(readFileSync(fixturePath("expected.json"), "utf8")) as {
  readonly wte: readonly number[];
  readonly wpe: readonly number[];
  readonly wteFloat16: readonly number[];
  readonly f2: readonly string[];
  readonly f8: readonly number[];
  readonly sinusoidal: {
    readonly "5x4": readonly number[];
    readonly "4x7": readonly number[];
    readonly "3x1": readonly number[];
    readonly "4096x768": readonly (readonly [row: number, column: number, value: number])[];
  };
  readonly float16: {
    readonly step: number;
    readonly count: number;
    readonly toFloat16: string;
    readonly toFloat32: string;
  };
};

/** A safetensors file of this header, as text or as an object, and `data` bytes of zeros. */
export function safetensorsFile(header: unknown, data: number): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const file = new Uint8Array(8 + json.length + data);
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
  file.set(json, 8);
  return file;
}

/** A `.npy` file of version 1.0 with this header and `data` bytes of zeros. */
export function npyFile(header: string, data: number, { version = [1, 0] } = {}): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(header);
  const file = new Uint8Array(10 + text.length + data);
  file.set([0x93, ...new TextEncoder().encode("NUMPY"), ...version]);
  new DataView(file.buffer).setUint16(8, text.length, true);
  file.set(text, 10);
  return file;
}
