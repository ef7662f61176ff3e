/** Patterns of files: `{ "String": ... }`, or `{ "Regex": ... }` in Oniguruma's syntax. */
import { type Fields, invalidFile, shown, unsupported } from "../fields/fields.ts";
import { InvalidExpression, UnsupportedExpression } from "../patterns/expression-error.ts";
import { knownPattern } from "../patterns/known-expression.ts";
import { literalPattern, type Pattern } from "../patterns/pattern.ts";
import { regexPattern } from "../patterns/regex-pattern.ts";

/** @throws HfError HF_INVALID_FILE, HF_UNSUPPORTED_FILE */
export function readPattern(step: Fields): Pattern {
  const pattern = step.object("pattern");
  const [kind, ...others] = pattern.names();
  if ((kind !== "String" && kind !== "Regex") || others.length > 0)
    throw invalidFile(pattern.place, `has the fields ${pattern.names().join(", ")}; expected "String" or "Regex".`);
  const source = pattern.text(kind);
  // An empty text is an expression as well, which is between any two characters.
  return kind === "String" && source !== "" ? literalPattern(source) : readExpression(pattern, kind);
}

/**
 * A field with an expression.
 * @throws HfError HF_INVALID_FILE, HF_UNSUPPORTED_FILE
 */
export function readExpression(fields: Fields, name: string): Pattern {
  const source = fields.text(name);
  const known = fields.known?.get(source);
  if (known !== undefined) return knownPattern(source, known);
  try {
    return regexPattern(source);
  } catch (error) {
    const place = fields.placeOf(name);
    if (error instanceof InvalidExpression)
      throw invalidFile(place, `${error.message}: ${shown(source)}.`, { cause: error });
    if (!(error instanceof UnsupportedExpression)) throw error;
    throw unsupported(place, `${error.message}, which is not supported: ${shown(source)}.`, { cause: error });
  }
}
