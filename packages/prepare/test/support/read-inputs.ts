/** Reads files as jobs do, cut and whole, into documents that tests compare. */
import { type ReadSizes, readDocuments } from "../../src/read/read-documents.ts";
import { cutInput, type CutInput } from "../../src/plan/cut-input.ts";
import { inspectInput } from "../../src/read/inspect-input.ts";
import type { InputFile, InputType, ReadOptions, Segment } from "../../src/read/input/input-file.ts";

/** A document's text, or why it was skipped. */
export type Read = string | { readonly skipped: string };

export interface ReadInputOptions extends Partial<ReadOptions> {
  readonly inputType?: InputType;
  readonly segmentBytes?: number;
  readonly cutBlockBytes?: number;
  readonly sizes?: Partial<ReadSizes>;
}

function readOptions({
  separator,
  field = "text",
  invalidText = "fail",
  maxExpansion = 200,
}: Partial<ReadOptions>): ReadOptions {
  return { separator, field, invalidText, maxExpansion };
}

export async function cut(path: string, options: ReadInputOptions = {}): Promise<CutInput> {
  const kind = await inspectInput(path, options.inputType);
  return cutInput(path, kind, readOptions(options), options.segmentBytes ?? 2 ** 24, {
    ...(options.cutBlockBytes !== undefined && { blockBytes: options.cutBlockBytes }),
  });
}

/** What is given out as UTF-8 has to be. */
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export async function readSegment(input: InputFile, segment: Segment, options: ReadInputOptions = {}): Promise<Read[]> {
  const documents: Read[] = [];
  let begun = "";
  for await (const parts of readDocuments(input, segment, readOptions(options), options.sizes)) {
    for (const part of parts) {
      if (part.kind === "skipped") documents.push({ skipped: part.reason });
      else if (part.kind === "utf8") documents.push(strict.decode(part.bytes));
      else if (part.isLast) documents.push(begun + part.text);
      begun = part.kind === "text" && !part.isLast ? begun + part.text : "";
    }
  }
  if (begun !== "") throw new Error("a document had no last part");
  return documents;
}

/** How many documents a file has: some have too many to be kept. */
export async function countDocuments(path: string, options: ReadInputOptions = {}): Promise<number> {
  const { input, segments } = await cut(path, options);
  let count = 0;
  for (const segment of segments)
    for await (const parts of readDocuments(input, segment, readOptions(options), options.sizes))
      for (const part of parts) if (part.kind !== "text" || part.isLast) count++;
  return count;
}

/** All documents of a file, segment by segment. */
export async function readInput(path: string, options: ReadInputOptions = {}): Promise<Read[]> {
  const { input, segments } = await cut(path, options);
  const documents: Read[] = [];
  for (const segment of segments) documents.push(...(await readSegment(input, segment, options)));
  return documents;
}
