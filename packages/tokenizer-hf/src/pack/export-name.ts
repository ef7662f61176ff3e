/** What a module may call its export. */
import { describe } from "@windrow/core";
import { fail } from "../arguments.ts";

/** Words of JavaScript that name nothing, and what modules may not declare. */
const RESERVED = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof var void while with yield fromPacked"
  ).split(" "),
);

/** @throws HfError HF_INVALID_OPTION */
export function checkName(name: unknown): string {
  if (typeof name === "string" && /^[A-Za-z_$][\w$]*$/.test(name) && !RESERVED.has(name)) return name;
  throw fail(`name is ${describe(name)}, which can't name an export; expected a name such as "qwen3".`, "name", name);
}
