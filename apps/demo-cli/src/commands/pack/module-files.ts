/** What the files of a packed module are called, and what it exports. */
import { basename } from "node:path";

export interface ModuleFiles {
  readonly output: string;
  readonly declarations: string;
  /** `qwen3` for qwen3.mjs, `qwen38B` for Qwen3-8B.mjs. */
  readonly name: string;
}

/** Undefined where the output is not the name of a module. */
export function moduleFiles(output: string): ModuleFiles | undefined {
  const [, path, letter] = /^(.*[^\\/])\.(m?)js$/.exec(output) ?? [];
  if (path === undefined) return undefined;
  return { output, declarations: `${path}.d.${letter}ts`, name: nameOf(basename(path)) };
}

function nameOf(file: string): string {
  const [first = "", ...others] = file.split(/[^A-Za-z0-9$]+/).filter((word) => word !== "");
  const name = [
    first.charAt(0).toLowerCase() + first.slice(1),
    ...others.map((word) => word.charAt(0).toUpperCase() + word.slice(1)),
  ].join("");
  return /^[A-Za-z$]/.test(name) ? name : `tokenizer${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
