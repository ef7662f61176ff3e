/** The padding of a file: what rows are filled up with, unless a call says something else. */
import type { Side } from "../config.ts";
import type { Fields } from "./fields.ts";

export interface FilePadding {
  readonly id?: number | undefined;
  readonly typeId?: number | undefined;
  readonly side?: Side | undefined;
}

/** @throws HfError HF_INVALID_FILE */
export function readPadding(padding: Fields | undefined): FilePadding {
  if (padding === undefined) return {};
  const countOf = (name: string): number | undefined => (padding.has(name) ? padding.count(name) : undefined);
  const isLeft = padding.has("direction") && padding.oneOf("direction", ["Left", "Right"]) === "Left";
  return { id: countOf("pad_id"), typeId: countOf("pad_type_id"), side: isLeft ? "left" : "right" };
}
