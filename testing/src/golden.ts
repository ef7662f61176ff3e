/** Figures made with the reference implementations (testing/golden/README.md), and digests to compare with them. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

type ReferenceName = "notebook" | "tokenizer" | "torch_rng" | "dataloader" | "distributed" | "training";
/** Over the texts that every clone has. */
type OfStandingTexts = "tokenizer" | "words" | "notebook" | "dataloader" | "embeddings" | "training";
export type GoldenName = ReferenceName | `standing_${OfStandingTexts}`;

/** The parsed golden file. Its shape is known to the test that reads it. */
export function golden<T>(name: GoldenName): T {
  return JSON.parse(readFileSync(new URL(`../golden/${name}.json`, import.meta.url), "utf8")) as T;
}

/** Hex of the little-endian bytes of floats. */
export function hexOfFloats(values: Float32Array | Float64Array): string {
  return bytesOf(values).toString("hex");
}

/** sha256 of the little-endian bytes of floats. */
export function sha256OfFloats(values: Float32Array | Float64Array): string {
  return createHash("sha256").update(bytesOf(values)).digest("hex");
}

/** sha256 of ids as little-endian 32-bit integers. */
export function sha256OfIds(ids: ArrayLike<number>): string {
  return sha256OfAllIds([ids]);
}

/** The same of the ids of several lists, one behind the other, which are not joined for it. */
export function sha256OfAllIds(lists: Iterable<ArrayLike<number>>): string {
  const hash = createHash("sha256");
  for (const ids of lists) hash.update(bytesOf(ids instanceof Int32Array ? ids : Int32Array.from(ids)));
  return hash.digest("hex");
}

function bytesOf(values: ArrayBufferView): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}
