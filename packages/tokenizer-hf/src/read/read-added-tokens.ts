/** The added_tokens of a file. */
import { MAX_SPECIAL_UNITS } from "@windrow/tokenizer-bpe/internal";
import type { AddedToken } from "../added-tokens/added-tokens.ts";
import { type Fields, invalidFile, isId, shown, unsupported } from "../fields/fields.ts";
import type { ListedModel } from "../models/model.ts";

/** What a model says of tokens that may be its own. */
export type KnownIds = Pick<ListedModel, "idOf" | "idsOf" | "size">;

/**
 * A token has the id that the model has for it, else the next free one, as in huggingface/tokenizers 0.23; a file that
 * says something else is refused.
 * @param contents those of the tokens
 */
export function readAddedTokens(file: Fields, model: KnownIds, contents: ReadonlySet<string>): AddedToken[] {
  if (!file.has("added_tokens")) return [];
  const tokens = new Map<string, AddedToken>();
  const listed = model.idsOf?.(contents);
  let next = model.size;
  let units = 0;
  for (const fields of file.objects("added_tokens")) {
    const content = fields.text("content");
    if (content === "") continue;
    units += content.length;
    if (units > MAX_SPECIAL_UNITS)
      throw unsupported("added_tokens", `have more than ${MAX_SPECIAL_UNITS} characters together: not supported.`);
    const known = tokens.get(content)?.id ?? (listed === undefined ? model.idOf(content) : listed.get(content));
    const id = known ?? next++;
    const given = fields.value("id");
    if (!isId(given) || given !== id)
      throw invalidFile(
        fields.placeOf("id"),
        `is ${shown(given)} for ${shown(content)}, to which Hugging Face gives ${id}.`,
        { id },
      );
    tokens.set(content, {
      id,
      content,
      isSpecial: fields.flag("special"),
      isNormalized: fields.flag("normalized"),
      isSingleWord: fields.flag("single_word"),
      stripsLeft: fields.flag("lstrip"),
      stripsRight: fields.flag("rstrip"),
    });
  }
  return [...tokens.values()];
}
