/**
 * A template's text to its syntax tree, by @huggingface/jinja's lexer and parser, with what transformers adds: the tag
 * `generation`, which there is a call block, too. Evaluating the tree is ours: it needs the origin of each character,
 * limits, and Python's way with values.
 *
 * The parser refuses what no known chat template has: `raw`, `with`, `{%+`, tests with arguments in parentheses, tuples
 * of one, numbers with an exponent. It reads `a < b < c` as `(a < b) < c`, and drops white space before `{-` at the start
 * of a line of text and the line's end behind `-}`, where Jinja keeps it.
 */
import { parse, tokenize } from "@huggingface/jinja";
import { invalidTemplate, templateLimit } from "./limits/failures.ts";
import { GENERATION, type Program } from "./syntax.ts";

/** The longest known has about 30,000 characters. */
const MAX_LENGTH = 300_000;
/** The lexer looks back over white space before each tag of its own. */
const MAX_WHITE_SPACE = 2_000;
const LONG_WHITE_SPACE = /* @__PURE__ */ new RegExp(`\\s{${MAX_WHITE_SPACE}}`);
const GENERATION_TAG = /\{%(-?)\s*(end)?generation\s*(-?)%\}/g;

/** A few templates are in use at a time. */
const MAX_KEPT = 16;
const kept = /* @__PURE__ */ new Map<string, Program>();

/** @throws HfError HF_INVALID_TEMPLATE, HF_TEMPLATE_LIMIT */
export function parseTemplate(source: string): Program {
  const known = kept.get(source);
  if (known !== undefined) return known;
  const program = parseNew(source);
  if (kept.size >= MAX_KEPT) kept.delete(kept.keys().next().value!);
  kept.set(source, program);
  return program;
}

function parseNew(source: string): Program {
  if (source.length > MAX_LENGTH) throw templateLimit(`It has ${source.length} characters, more than ${MAX_LENGTH}`);
  if (LONG_WHITE_SPACE.test(source)) throw templateLimit(`It has ${MAX_WHITE_SPACE} white-space characters in a row`);
  const text = source
    .replace(/\r\n?/g, "\n")
    .replace(GENERATION_TAG, (_, left: string, end: string | undefined, right: string) =>
      end === undefined ? `{%${left} call ${GENERATION}() ${right}%}` : `{%${left} endcall ${right}%}`,
    );
  try {
    return parse(tokenize(text, { lstrip_blocks: true, trim_blocks: true })) as unknown as Program;
  } catch (error) {
    if (error instanceof RangeError) throw templateLimit("It is nested too deeply");
    throw invalidTemplate(problemOf(error), error);
  }
}

/** What the parser says; where the text ended too early it stumbles over what is not there. */
function problemOf(error: unknown): string {
  if (!(error instanceof Error) || error instanceof TypeError) return "it ends within a tag or a block";
  return error.message.replace(/^Parser Error: /, "").replace(/\.$/, "");
}
