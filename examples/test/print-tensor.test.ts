/** The notebook's printer against torch's own prints: shapes, line breaks, summaries, ranges, ties, suffixes. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { formatShape, formatTensor } from "../notebook/print-tensor.ts";

interface Print {
  readonly name: string;
  readonly type: "int32" | "float32";
  readonly dims: number[];
  /** Integers, or hex of little-endian float32. */
  readonly data: number[] | string;
  readonly suffix: string | null;
  readonly printed: string;
}

const fixture = new URL("./fixtures/torch-prints.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(fixture, "utf8")) as { cases: Print[] };

function floatsOf(hex: string): Float32Array {
  const bytes = Buffer.from(hex, "hex");
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i));
}

function format({ data, dims, suffix }: Print): string {
  const tensor =
    typeof data === "string"
      ? ({ type: "float32", data: floatsOf(data), dims } as const)
      : ({ type: "int32", data: Int32Array.from(data), dims } as const);
  return formatTensor(tensor, suffix ?? undefined);
}

test("all prints are torch's", () => {
  expect(cases.length).toBeGreaterThan(100);
  const different = cases.filter((one) => format(one) !== one.printed);
  expect(different.map((one) => [one.name, format(one), one.printed])).toEqual([]);
});

test("a shape is torch's", () => {
  expect(formatShape({ type: "int32", data: new Int32Array(6), dims: [2, 3] })).toBe("torch.Size([2, 3])");
  expect(formatShape({ type: "int32", data: new Int32Array(1), dims: [] })).toBe("torch.Size([])");
});
