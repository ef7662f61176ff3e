/** Models by their names. */
import { encodingNameOfModel, type TiktokenEncoding, type TiktokenModel } from "@windrow/compat-ranks";
import { checkString } from "./arguments.ts";

/**
 * The encoding of an OpenAI model. Newer, dated and fine-tuned names work beside those that the type lists.
 * @throws Error where the model is unknown; TypeError where it is not a string
 * @example
 * get_encoding_name_for_model("gpt-4o"); // "o200k_base"
 */
export function get_encoding_name_for_model(model: TiktokenModel): TiktokenEncoding {
  const name = encodingNameOfModel(checkString("model", model));
  if (name === undefined) throw new Error(`Invalid model: ${model}`);
  return name;
}
