/** The padding of a file: what rows are filled up with, unless a call says something else. */
import type { Fields } from "../fields/fields.ts";
import type { FilePadding } from "../stages/stages.ts";

/** @throws HfError HF_INVALID_FILE */
export function readPadding(padding: Fields | undefined): FilePadding {
  if (padding === undefined) return {};
  const countOf = (name: string): number | undefined => (padding.has(name) ? padding.count(name) : undefined);
  const isLeft = padding.has("direction") && padding.oneOf("direction", ["Left", "Right"]) === "Left";
  return { id: countOf("pad_id"), typeId: countOf("pad_type_id"), side: isLeft ? "left" : "right" };
}
