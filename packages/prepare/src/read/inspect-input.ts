import type { Compression, InputType } from "./types.ts";
export interface InputKind {
  readonly type: InputType;
  readonly compression: Compression;
}
export async function inspectInput(path: string, inputType: InputType | undefined): Promise<InputKind> {
  return { type: inputType ?? (path.endsWith(".jsonl") ? "jsonl" : "text"), compression: "none" };
}
