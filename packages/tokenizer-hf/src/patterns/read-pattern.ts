/** Patterns of files: `{ "String": ... }`, or `{ "Regex": ... }` in Oniguruma's syntax. */
import { translatePattern, UntranslatablePattern } from "@windrow/tokenizer-bpe/internal";
import { type Fields, invalidFile, shown, unsupported } from "../read/fields.ts";
import { expressionPattern, literalPattern, type Pattern } from "./pattern.ts";

/** @throws HfError HF_INVALID_FILE, HF_UNSUPPORTED_FILE */
export function readPattern(step: Fields): Pattern {
  const pattern = step.object("pattern");
  const [kind, ...others] = pattern.names();
  if ((kind !== "String" && kind !== "Regex") || others.length > 0)
    throw invalidFile(pattern.place, `has the fields ${pattern.names().join(", ")}; expected "String" or "Regex".`);
  const source = pattern.text(kind);
  if (kind === "String") return literalPattern(source);
  try {
    return expressionPattern(new RegExp(translatePattern(source, "oniguruma"), "gu"), source);
  } catch (error) {
    if (!(error instanceof UntranslatablePattern) && !(error instanceof SyntaxError)) throw error;
    throw unsupported(pattern.placeOf("Regex"), `${error.message}, which is not supported: ${shown(source)}.`, {
      cause: error,
    });
  }
}
