/** Models by their names. */
import { encodingNameOfModel, type TiktokenEncoding, type TiktokenModel } from "@windrow/compat-ranks";
import { describe } from "@windrow/core";

/**
 * The encoding of an OpenAI model. Newer, dated and fine-tuned names work beside those that the type lists.
 * @throws Error where the model is unknown
 * @example
 * getEncodingNameForModel("gpt-4o"); // "o200k_base"
 */
export function getEncodingNameForModel(model: TiktokenModel): TiktokenEncoding {
  const name = encodingNameOfModel(model);
  if (name === undefined) throw new Error(`Unknown model: ${describe(model)}`);
  return name;
}
