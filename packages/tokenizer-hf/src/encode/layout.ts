/** What a post-processor puts around texts, for ids without places: found once, and filled in for each text. */
import { type Encoding, emptyEncoding } from "../post-processors/encoding.ts";
import { joined, type PostProcessor } from "../post-processors/post-processor.ts";

export interface Layout {
  /** Ids of special tokens, and in place of the texts -1 for the first and -2 for the second. */
  readonly ids: readonly number[];
  readonly typeIds: readonly number[];
  /** How many special tokens there are. */
  readonly added: number;
}

/** @param texts 1 or 2 */
export function layoutOf(postProcessor: PostProcessor, texts: number, addsSpecial: boolean): Layout {
  const placeholders = Array.from({ length: texts }, (_, i): Encoding => {
    const one = emptyEncoding();
    for (const numbers of [one.starts, one.ends, one.specialMask]) numbers.push(0);
    one.ids.push(-1 - i);
    one.tokens.push("");
    one.typeIds.push(i);
    return one;
  });
  const { ids, typeIds } = joined(postProcessor.process(placeholders, addsSpecial));
  return { ids, typeIds, added: ids.filter((id) => id >= 0).length };
}

/** The ids and types of texts in a layout. */
export function fill({ ids, typeIds }: Layout, texts: readonly Int32Array[]): { ids: Int32Array; typeIds: Int32Array } {
  const size = ids.reduce((sum, id) => sum + (id < 0 ? texts[-1 - id]!.length : 1), 0);
  const filled = { ids: new Int32Array(size), typeIds: new Int32Array(size) };
  let at = 0;
  for (const [i, id] of ids.entries()) {
    const part = id < 0 ? texts[-1 - id]! : [id];
    filled.ids.set(part, at);
    filled.typeIds.fill(typeIds[i]!, at, at + part.length);
    at += part.length;
  }
  return filled;
}
