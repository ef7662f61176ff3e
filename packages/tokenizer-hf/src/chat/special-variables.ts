/** Variables of a template that the tokenizer's config gives: `bos_token`, `eos_token` and the like. */
import { isRecord } from "../fields/fields.ts";

/** Texts of the special tokens by the names that templates know. */
export function specialVariables(config: Readonly<Record<string, unknown>>): Map<string, string> {
  const extra = Object.hasOwn(config, "extra_special_tokens") ? config["extra_special_tokens"] : undefined;
  const entries = [...(isRecord(extra) ? Object.entries(extra) : []), ...Object.entries(config)];
  const tokens = new Map<string, string>();
  for (const [name, value] of entries) {
    // An added token with its properties, or its text alone.
    const content = isRecord(value) ? value["content"] : value;
    if (name.endsWith("_token") && typeof content === "string") tokens.set(name, content);
  }
  return tokens;
}
