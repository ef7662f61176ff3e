import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { InputKind } from "./inspect-input.ts";
import type { CutInput, ReadOptions, Segment } from "./types.ts";
const sha = (b: Uint8Array) => createHash("sha256").update(b).digest("hex");
export async function cutInput(
  path: string,
  kind: InputKind,
  options: ReadOptions,
  segmentBytes: number,
): Promise<CutInput> {
  const bytes = await readFile(path);
  const segments: Segment[] = [];
  const sep = kind.type === "jsonl" ? "\n" : options.separator;
  let start = 0;
  if (sep !== undefined)
    for (let at = bytes.indexOf(sep); at !== -1; at = bytes.indexOf(sep, at + Buffer.byteLength(sep))) {
      const end = at + Buffer.byteLength(sep);
      if (end - start >= segmentBytes) {
        segments.push({ start, end, sha256: sha(bytes.subarray(start, end)) });
        start = end;
      }
    }
  if (start < bytes.length) segments.push({ start, end: bytes.length, sha256: sha(bytes.subarray(start)) });
  return { input: { path, ...kind, bytes: bytes.length, sha256: sha(bytes) }, segments };
}
