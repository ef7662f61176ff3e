/** How many documents or lines a file has before a place: asked only to say where a fault is. */
import { BLOCK_BYTES, FileBytes } from "./file-bytes.ts";

/** Separators up to `end`, as a split from the beginning finds them; `end` is the end of one, or 0. */
export async function countBefore(path: string, end: number, separator: Buffer): Promise<number> {
  if (end === 0) return 0;
  const file = await FileBytes.open(path);
  try {
    let count = 0;
    let rest = Buffer.alloc(0);
    for (let position = 0; position < end;) {
      const block = Buffer.allocUnsafe(Math.min(BLOCK_BYTES, end - position));
      await file.readInto(block, position);
      position += block.length;
      const bytes = Buffer.concat([rest, block]);
      let start = 0;
      for (let at = bytes.indexOf(separator); at !== -1; at = bytes.indexOf(separator, start)) {
        start = at + separator.length;
        count++;
      }
      rest = bytes.subarray(Math.max(start, bytes.length - separator.length + 1));
    }
    return count;
  } finally {
    await file.close();
  }
}
