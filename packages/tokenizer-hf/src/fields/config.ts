/** What tokenizer_config.json says of a tokenizer, as far as ids and text are concerned. */
import { describe } from "@windrow/core";
import { HfError } from "../errors.ts";
import { isRecord } from "./fields.ts";

/** A parsed tokenizer_config.json. Fields that are not named here are kept for chat templates. */
export type TokenizerConfig = Readonly<Record<string, unknown>>;

/** @throws HfError HF_INVALID_OPTION */
export function checkConfig(config: unknown): TokenizerConfig {
  if (config === undefined) return {};
  if (isRecord(config)) return config;
  throw new HfError(
    "HF_INVALID_OPTION",
    `config is ${describe(config)}; expected the object that a tokenizer_config.json holds.`,
    { option: "config", value: config },
  );
}

/** The text of a token such as `eos_token`, which may be an object with its `content`. */
export function namedToken(config: TokenizerConfig, name: string): string | undefined {
  const value = Object.hasOwn(config, name) ? config[name] : undefined;
  const content = isRecord(value) ? value["content"] : value;
  return typeof content === "string" ? content : undefined;
}

/** An end of a row. */
export type Side = "left" | "right";

/** A side such as `padding_side`. */
export function namedSide(config: TokenizerConfig, name: string): Side | undefined {
  const value = Object.hasOwn(config, name) ? config[name] : undefined;
  return value === "left" || value === "right" ? value : undefined;
}

/** The ids that the model takes at most; undefined where the config does not say, for which transformers writes 10^30. */
export function modelMaxLength({ model_max_length: length }: TokenizerConfig): number | undefined {
  return Number.isSafeInteger(length) && (length as number) > 0 ? (length as number) : undefined;
}
