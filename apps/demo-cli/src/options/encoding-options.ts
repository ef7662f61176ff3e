/** Options that name encodings, or a model that has one, and the checks of what is given for them. */
import { nearNames } from "@windrow/core";
import { listEncodingNames, type EncodingName } from "@windrow/tokenizer-bpe";
import { InvalidArgumentError, Option } from "commander";
import { findModel } from "./openai-models.ts";

/** Names the default encoding of every command that has one. */
const ENCODING_VARIABLE = "WINDROW_ENCODING";

/** Today's encoding, for commands that ask what a text is to a model. */
export const TODAYS_ENCODING = "o200k_base" satisfies EncodingName;

/** The notebook's encoding, for commands that walk its road. */
export const NOTEBOOK_ENCODING = "gpt2" satisfies EncodingName;

/** `--encoding <name>`: one of the seven; near names are suggested for a mistyped one. */
export function encodingOption(byDefault: EncodingName): Option {
  return requiredEncodingOption().default(byDefault).env(ENCODING_VARIABLE);
}

/** `--model <name>`: an encoding by the name of an OpenAI model that has it. */
export function openAiModelOption(description = "the encoding of an OpenAI model, such as gpt-4o"): Option {
  return new Option("--model <name>", description).argParser(encodingOfModel);
}

/** The name of an OpenAI model. @throws InvalidArgumentError for one that is not known */
export function parseModel(name: string): string {
  encodingOfModel(name);
  return name;
}

/** The same without a default, where a guess would cost hours of work. */
export function requiredEncodingOption(): Option {
  const names = listEncodingNames();
  // `choices` is what help and completion show; the parser, set after it, also knows near names.
  return new Option("-e, --encoding <name>", "byte pair encoding")
    .choices(names)
    .argParser((name) => oneOf(name, names) satisfies EncodingName);
}

/** `--encoding <names>`: several, separated by commas or given again. */
export function encodingsOption(names: readonly string[], defaults: readonly string[]): Option {
  return new Option("-e, --encoding <names>", "encodings, separated by commas; can be repeated")
    .choices(names)
    .default(defaults, defaults.join(","))
    .env(ENCODING_VARIABLE)
    .argParser<readonly string[]>((text, before) => {
      const asked = text.split(",").map((name) => oneOf(name.trim(), names));
      return [...new Set(before === defaults ? asked : [...before, ...asked])];
    });
}

function oneOf<Name extends string>(name: string, names: readonly Name[]): Name {
  const known = names.find((candidate) => candidate === name);
  if (known !== undefined) return known;
  // A model's name may look like that of an encoding which is not its own: gpt-4o like gpt2.
  if (findModel(name).encoding !== undefined)
    throw new InvalidArgumentError("That is a model: give --model instead of --encoding.");
  const [near] = nearNames(name, names, 1);
  throw new InvalidArgumentError(
    `${near === undefined ? "" : `Did you mean ${near}? `}The encodings are ${names.join(", ")}.`,
  );
}

function encodingOfModel(name: string): EncodingName {
  const found = findModel(name);
  if (found.encoding !== undefined) return found.encoding;
  if (name.includes("/"))
    throw new InvalidArgumentError("It takes OpenAI's models. For one of the hub give --tokenizer.");
  if (found.isUnpublished) throw new InvalidArgumentError("OpenAI has not published the encoding of this model.");
  const { near } = found;
  throw new InvalidArgumentError(
    near.length === 0 ? "It is not an OpenAI model that is known here." : `Did you mean ${near.join(" or ")}?`,
  );
}
