/** Values as Python's repr and torch's print show them: the notebook's outputs are compared to the letter. */
import type { FloatTensor, IdTensor } from "@windrow/interfaces";

/** `repr` of a list or dict of strings and integers. */
export function pythonRepr(
  value: string | number | readonly (string | number)[] | ReadonlyMap<string | number, string | number>,
): string {
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return reprOfString(value);
  if (value instanceof Map)
    return `{${[...value].map(([key, entry]) => `${pythonRepr(key)}: ${pythonRepr(entry)}`).join(", ")}}`;
  return `[${(value as readonly (string | number)[]).map(pythonRepr).join(", ")}]`;
}

function reprOfString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll(quote, `\\${quote}`);
  return quote + escaped + quote;
}

/** Larger tensors are summarized, three entries at each end of each dimension. */
const SUMMARIZED_ABOVE = 1000;
const EDGE_ITEMS = 3;
const LINE_WIDTH = 80;

/**
 * `repr` of a tensor: torch/_tensor_str.py with its default options, but for its rounding of halves.
 * @param suffix what torch adds for a tensor with a gradient, such as `requires_grad=True`
 */
export function torchRepr(tensor: IdTensor | FloatTensor, suffix?: string): string {
  const { data, dims } = tensor;
  const isSummarized = data.length > SUMMARIZED_ABOVE;
  const values = shownIndices(dims, isSummarized).map((index) => data[index]!);
  const show = tensor.type === "int32" ? String : isFarApart(values) ? scientific : (value: number) => value.toFixed(4);
  const width = Math.max(...values.map((value) => show(value).length));
  const cell = (index: number): string => show(data[index]!).padStart(width);
  const printed = `tensor(${block(dims, 0, "tensor(".length, isSummarized, cell, width)}`;
  if (suffix === undefined) return `${printed})`;
  const lastLine = printed.length - printed.lastIndexOf("\n") + 1;
  const isOneLine = lastLine + suffix.length + 2 <= LINE_WIDTH;
  return `${printed},${isOneLine ? " " : `\n${" ".repeat("tensor(".length)}`}${suffix})`;
}

/** Whether torch writes all values with an exponent: those that are shown decide. */
function isFarApart(values: readonly number[]): boolean {
  const sizes = values.filter((value) => value !== 0).map(Math.abs);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  return sizes.length > 0 && (most / least > 1000 || most > 1e8 || least < 1e-4);
}

/** Python's exponents have two digits or more. */
function scientific(value: number): string {
  return value.toExponential(4).replace(/e([+-])(\d)$/, "e$10$2");
}

function block(
  dims: readonly number[],
  offset: number,
  indent: number,
  isSummarized: boolean,
  cell: (index: number) => string,
  width: number,
): string {
  const [size = 0, ...inner] = dims;
  const places = placesOf(size, isSummarized);
  if (inner.length === 0)
    return `[${vectorLines(places, offset, indent, cell, width).join(`,\n${" ".repeat(indent + 1)}`)}]`;
  const stride = inner.reduce((product, dim) => product * dim, 1);
  const blocks = places.map((place) =>
    place === "..." ? "..." : block(inner, offset + place * stride, indent + 1, isSummarized, cell, width),
  );
  return `[${blocks.join(`,${"\n".repeat(inner.length)}${" ".repeat(indent + 1)}`)}]`;
}

/** A row, broken where torch breaks it: as many values as fit the line. */
function vectorLines(
  places: readonly (number | "...")[],
  offset: number,
  indent: number,
  cell: (index: number) => string,
  width: number,
): string[] {
  const perLine = Math.max(1, Math.floor((LINE_WIDTH - indent) / (width + 2)));
  const cells = places.map((place) => (place === "..." ? " ..." : cell(offset + place)));
  const lines = [];
  for (let i = 0; i < cells.length; i += perLine) lines.push(cells.slice(i, i + perLine).join(", "));
  return lines;
}

function placesOf(size: number, isSummarized: boolean): (number | "...")[] {
  const all = Array.from({ length: size }, (_, i) => i);
  if (!isSummarized || size <= 2 * EDGE_ITEMS) return all;
  return [...all.slice(0, EDGE_ITEMS), "...", ...all.slice(-EDGE_ITEMS)];
}

/** Flat indices of the values that a print shows; torch takes the column width from these. */
function shownIndices(dims: readonly number[], isSummarized: boolean, offset = 0): number[] {
  const [size = 0, ...inner] = dims;
  const stride = inner.reduce((product, dim) => product * dim, 1);
  const places = placesOf(size, isSummarized).filter((place): place is number => place !== "...");
  return places.flatMap((place) =>
    inner.length === 0 ? [offset + place] : shownIndices(inner, isSummarized, offset + place * stride),
  );
}
