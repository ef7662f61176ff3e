import { readFile } from "node:fs/promises";
import type { DocumentPart, InputFile, ReadOptions, Segment } from "./types.ts";
export async function* readDocuments(
  input: InputFile,
  { start, end }: Segment,
  options: ReadOptions,
): AsyncGenerator<readonly DocumentPart[]> {
  const text = (await readFile(input.path)).subarray(start, end).toString();
  const sep = input.type === "jsonl" ? "\n" : options.separator;
  const docs = sep === undefined ? [text] : text.split(sep);
  if (sep !== undefined && docs.at(-1) === "") docs.pop();
  for (let i = 0; i < docs.length; i += 200)
    yield docs.slice(i, i + 200).map((one) => ({
      kind: "text",
      text: input.type === "jsonl" ? JSON.parse(one)[options.field] : one,
      isLast: true,
    }));
}
