/** JSON lines: a document each, the text in a field. */
import { readRange } from "./byte-range.ts";
import { decodeReplacing, decodeUtf8 } from "./decode-text.ts";
import { invalidDocument, invalidText, tooLong } from "./read-errors.ts";
import { splitDocuments } from "./split-documents.ts";
import type { DocumentPart, InputFile, ReadOptions, Segment } from "./types.ts";

/** A line is parsed as a whole: its bytes, its text and the field's are in memory together. */
const LONGEST_LINE_BYTES = 2 ** 25;
const LONG_LINE = `a line of more than ${LONGEST_LINE_BYTES} bytes; expected shorter ones, or the text in a file of its own`;
const NEWLINE = Buffer.from("\n");

/** Text, or what is wrong with it as text, or (thrown) as a document. */
interface ParsedLine {
  readonly text: string;
  readonly problem: string | undefined;
}

export async function* readJsonLines(
  input: InputFile,
  segment: Segment,
  { field, invalidText: policy }: ReadOptions,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<readonly DocumentPart[]> {
  const { path } = input;
  let lines = 0;
  // Only an error needs to know how many lines come before the segment.
  let before: number | undefined;
  const place = async (): Promise<string> => {
    before ??= input.compression === "none" ? await countLines(path, segment.start) : 0;
    return `${path}:${before + lines}`;
  };
  let parts: Buffer[] = [];
  let length = 0;
  for await (const pieces of splitDocuments(chunks, NEWLINE)) {
    const found: DocumentPart[] = [];
    for (const { bytes, isLast } of pieces) {
      if (length === 0) lines++;
      length += bytes.length;
      if (length > LONGEST_LINE_BYTES) throw tooLong(path, await place(), LONG_LINE);
      if (!isLast) {
        parts.push(bytes);
        continue;
      }
      const line = parts.length === 0 ? bytes : Buffer.concat([...parts, bytes]);
      [parts, length] = [[], 0];
      const parsed = parseLine(line, field, policy === "replace");
      if (parsed === undefined) continue;
      if (typeof parsed === "string") throw invalidDocument(path, await place(), parsed);
      const { text, problem } = parsed;
      if (problem === undefined || policy === "replace") {
        found.push({ kind: "text", text, isLast: true });
        continue;
      }
      const reason = `${await place()}: ${problem}`;
      if (policy === "fail") throw invalidText(path, reason);
      found.push({ kind: "skipped", reason });
    }
    if (found.length > 0) yield found;
  }
}

/** The text of a line; what is wrong with the line; nothing where it is blank. */
function parseLine(line: Buffer, field: string, isReplacing: boolean): ParsedLine | string | undefined {
  const decoded = decodeUtf8(line);
  if (typeof decoded === "number" && !isReplacing) {
    return { text: "", problem: `byte ${decoded + 1} of the line is no UTF-8` };
  }
  const json = typeof decoded === "string" ? decoded : decodeReplacing(line);
  if (json.trim() === "") return undefined;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return `no JSON (${(error as Error).message}); expected an object a line`;
  }
  if (!(typeof value === "object" && value !== null && Object.hasOwn(value, field))) {
    return `no field ${JSON.stringify(field)}; expected an object with the text in it, or the name of another field`;
  }
  const text = (value as Record<string, unknown>)[field];
  if (typeof text !== "string") {
    return `the field ${JSON.stringify(field)} is ${text === null ? "null" : typeof text}; expected text`;
  }
  if (text.isWellFormed()) return { text, problem: undefined };
  return { text: text.toWellFormed(), problem: "half a surrogate pair in the text, which no UTF-8 can have" };
}

async function countLines(path: string, end: number): Promise<number> {
  let count = 0;
  for await (const chunk of readRange(path, 0, end)) {
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) count++;
  }
  return count;
}
