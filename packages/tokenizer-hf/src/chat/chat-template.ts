/** Which template renders a chat: the model's own, one of several, or one that the caller brings. */
import { describe, didYouMean, quoted, wording, type WordingPart } from "@windrow/core";
import { fail } from "../arguments.ts";
import { HfError } from "../errors.ts";
import { isRecord } from "../fields/fields.ts";

/**
 * @param config the parsed tokenizer_config.json
 * @param wanted a name, or a template
 * @param hasTools whether tools are given: a template named "tool_use" is for those
 * @throws HfError HF_INVALID_OPTION, HF_INVALID_TEMPLATE
 */
export function chooseTemplate(
  config: Readonly<Record<string, unknown>>,
  wanted: string | undefined,
  hasTools: boolean,
): string {
  const templates = templatesOf(config);
  const names = [...templates.keys()];
  if (wanted !== undefined) {
    const named = templates.get(wanted);
    if (named !== undefined) return named;
    if (/\{[{%#]/.test(wanted)) return wanted;
    const known = names.length === 0 ? "The model has none of its own." : `The model has: ${names.join(", ")}.`;
    throw fail(
      wording`${TEMPLATE} ${quoted(wanted)} is neither the name of a template nor ${A_TEMPLATE}. ${didYouMean(wanted, names) || known}`,
      "template",
      wanted,
    );
  }
  const chosen = (hasTools ? templates.get("tool_use") : undefined) ?? templates.get("default");
  if (chosen !== undefined) return chosen;
  throw fail(
    names.length === 0
      ? "The model has no chat template. Pass one as template, or a config with chat_template."
      : wording`The model has several chat templates and none is the default. Choose one with ${TEMPLATE}: ${names.join(", ")}.`,
    "template",
    wanted,
  );
}

const TEMPLATE: WordingPart = { option: "template" };
/** A command line takes no text for a template. */
const A_TEMPLATE: WordingPart = { inCode: "a template", elsewhere: "a file that has one" };

/** By name; a single template is the default. */
function templatesOf(config: Readonly<Record<string, unknown>>): Map<string, string> {
  const given = Object.hasOwn(config, "chat_template") ? config["chat_template"] : undefined;
  if (given === undefined || given === null) return new Map();
  if (typeof given === "string") return new Map([["default", given]]);
  // As tokenizer_config.json has it, a list of names and templates; as transformers keeps it, a dict.
  const entries: readonly (readonly [unknown, unknown])[] = Array.isArray(given)
    ? given.map((one: unknown) => (isRecord(one) ? [one["name"], one["template"]] : [undefined, undefined]))
    : isRecord(given)
      ? Object.entries(given)
      : [[undefined, undefined]];
  return new Map(
    entries.map(([name, template]) => {
      if (typeof name === "string" && typeof template === "string") return [name, template];
      throw new HfError(
        "HF_INVALID_TEMPLATE",
        `chat_template in the tokenizer's config is ${describe(given)}; expected a template, or templates with their names.`,
        { field: "chat_template" },
      );
    }),
  );
}
