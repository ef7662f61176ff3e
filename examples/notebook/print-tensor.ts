/**
 * Tensors as torch prints them: torch/_tensor_str.py with its default options, for ids and float32.
 *
 * Ids print as torch's int64, the type that they have there. Complex, sparse and quantized tensors are
 * not for this file. Checked against torch's own prints (../test/fixtures/torch-prints.json).
 */
import type { FloatTensor, IdTensor } from "@windrow/interfaces";

type Tensor = IdTensor | FloatTensor;

const PRECISION = 4;
const LINE_WIDTH = 80;
/** A tensor of more values is summarized: of each dimension three entries at either end. */
const THRESHOLD = 1000;
const EDGE_ITEMS = 3;
const PREFIX = "tensor(";

/**
 * What `print(tensor)` prints in Python.
 * @param suffix what torch adds for a tensor that has a gradient, such as `requires_grad=True`
 * @example formatTensor({ type: "float32", data: Float32Array.of(0.5, -2), dims: [2] }) // tensor([ 0.5000, -2.0000])
 */
export function formatTensor(tensor: Tensor, suffix?: string): string {
  const suffixes = suffix === undefined ? [] : [suffix];
  if (tensor.data.length > 0) return addSuffixes(PREFIX + formatValues(tensor), suffixes);
  // Nothing shows the type and the shape of an empty tensor, so they are written.
  if (tensor.type === "int32") suffixes.unshift("dtype=torch.int64");
  if (tensor.dims.length !== 1) suffixes.unshift(`size=(${tensor.dims.join(", ")})`);
  return addSuffixes(`${PREFIX}[]`, suffixes);
}

/** What `print(tensor.shape)` prints in Python. */
export function formatShape({ dims }: Tensor): string {
  return `torch.Size([${dims.join(", ")}])`;
}

/** Suffixes go on the last line where they fit, else on a line of their own. */
function addSuffixes(printed: string, suffixes: readonly string[]): string {
  let text = printed;
  // Two more than the line has; so torch counts.
  let lastLine = text.length - text.lastIndexOf("\n") + 1;
  for (const suffix of suffixes) {
    const fits = lastLine + suffix.length + 2 <= LINE_WIDTH;
    text += fits ? `, ${suffix}` : `,\n${" ".repeat(PREFIX.length)}${suffix}`;
    lastLine = fits ? lastLine + suffix.length + 2 : PREFIX.length + suffix.length;
  }
  return `${text})`;
}

function formatValues({ type, data, dims }: Tensor): string {
  const isSummarized = data.length > THRESHOLD;
  const shown = shownIndices(dims, isSummarized).map((index) => data[index]!);
  const [format, width] = type === "int32" ? [String, widest(shown.map(String))] : chooseFormat(shown);
  const block = (depth: number, offset: number): string => {
    if (depth === dims.length) return format(data[offset]!).padStart(width);
    const stride = dims.slice(depth + 1).reduce((product, dim) => product * dim, 1);
    const isVector = depth === dims.length - 1;
    const gap = isVector ? " ..." : "...";
    const entries = places(dims[depth]!, isSummarized).map((place) =>
      place === undefined ? gap : block(depth + 1, offset + place * stride),
    );
    const indent = PREFIX.length + depth;
    if (!isVector) return `[${entries.join(`,${"\n".repeat(dims.length - 1 - depth)}${" ".repeat(indent + 1)}`)}]`;
    const perLine = Math.max(1, Math.floor((LINE_WIDTH - indent) / (width + 2)));
    const lines: string[] = [];
    for (let i = 0; i < entries.length; i += perLine) lines.push(entries.slice(i, i + perLine).join(", "));
    return `[${lines.join(`,\n${" ".repeat(indent + 1)}`)}]`;
  };
  return block(0, 0);
}

/** Which entries of a dimension are shown; undefined stands for those that are not. */
function places(size: number, isSummarized: boolean): (number | undefined)[] {
  const all = Array.from({ length: size }, (_, i) => i);
  if (!isSummarized || size <= 2 * EDGE_ITEMS) return all;
  return [...all.slice(0, EDGE_ITEMS), undefined, ...all.slice(-EDGE_ITEMS)];
}

/** Places in `data` of the values that are shown: they alone decide how all are written. */
function shownIndices(dims: readonly number[], isSummarized: boolean): number[] {
  let indices = [0];
  for (const size of dims) {
    const shown = places(size, isSummarized).filter((place) => place !== undefined);
    indices = indices.flatMap((index) => shown.map((place) => index * size + place));
  }
  return indices;
}

/** Whole numbers as `3.`, others with four decimals, and what is far apart, large or small as `1.0000e-05`. */
function chooseFormat(values: readonly number[]): [format: (value: number) => string, width: number] {
  const nonzero = values.filter((value) => Number.isFinite(value) && value !== 0);
  const isWhole = nonzero.every(Number.isInteger);
  const [least, most] = nonzero.reduce(
    ([low, high], value) => [Math.min(low, Math.abs(value)), Math.max(high, Math.abs(value))],
    [Infinity, 0],
  );
  const isScientific = nonzero.length > 0 && (most / least > 1000 || most > 1e8 || least < 1e-4);
  const format = isScientific ? scientific : isWhole ? whole : fixed;
  return [format, widest(nonzero.map(format))];
}

const widest = (texts: readonly string[]): number => Math.max(1, ...texts.map((text) => text.length));

function nonFinite(value: number): string | undefined {
  if (Number.isFinite(value)) return undefined;
  return Number.isNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";
}

const sign = (value: number): string => (value < 0 || Object.is(value, -0) ? "-" : "");

function whole(value: number): string {
  return nonFinite(value) ?? `${sign(value)}${Math.abs(value)}.`;
}

function fixed(value: number): string {
  return nonFinite(value) ?? sign(value) + halfEven(Math.abs(value), (size, digits) => size.toFixed(digits));
}

function scientific(value: number): string {
  const format = (size: number, digits: number): string => size.toExponential(digits);
  const text = nonFinite(value) ?? sign(value) + halfEven(Math.abs(value), format);
  // Python's exponents have two digits.
  return text.replace(/e([+-])(\d)$/, "e$10$2");
}

/** Python rounds what lies exactly between two numbers to the even one, JavaScript up. */
function halfEven(size: number, format: (size: number, digits: number) => string): string {
  const rounded = format(size, PRECISION);
  // Enough digits to tell a float32 that lies between two from one that is near that.
  const exact = format(size, 60);
  const point = exact.indexOf(".") + 1;
  const isTie = /^50*(e|$)/.test(exact.slice(point + PRECISION));
  if (!isTie || Number(exact[point + PRECISION - 1]) % 2 === 1) return rounded;
  return exact.slice(0, point + PRECISION) + exact.slice(point + 60);
}
