/** A final message that stays open: where it ends in the rendered chat, which is cut off there, as transformers does. */
import { HfError } from "../errors.ts";
import { fail } from "../arguments.ts";
import { END_OF_MESSAGE, MarkedText } from "./jinja/text/marked-text.ts";
import { strip } from "./jinja/text/white-space.ts";
import { Dict, isText, List, type Value } from "./jinja/values/values.ts";

/** Its white space at the end shows whether the template strips the message. */
const TAG = /* @__PURE__ */ MarkedText.of("CONTINUE_FINAL_MESSAGE_TAG ", END_OF_MESSAGE);

/** The messages with a tag behind the field that goes on, and that field's text. */
export function withTag(messages: List, field: string): { readonly messages: List; readonly text: MarkedText } {
  const last = messages.items.at(-1);
  const value = last instanceof Dict ? last.get(MarkedText.of(field)) : undefined;
  if (!(last instanceof Dict) || value === undefined || value === null)
    throw fail(`continueFinalMessage: the final message has no "${field}" to continue.`, "continueFinalMessage", field);
  const { tagged, text } = tag(value, field);
  const entries = last.entries().map(([key, old]) => [key, isKey(key, field) ? tagged : old] as const);
  return { messages: new List([...messages.items.slice(0, -1), new Dict(entries)]), text };
}

function isKey(key: Value, field: string): boolean {
  return isText(key) && key.text === field;
}

/** The text itself, or the last text of several parts. */
function tag(value: Value, field: string): { readonly tagged: Value; readonly text: MarkedText } {
  if (isText(value)) return { tagged: joined(value), text: value };
  const items = value instanceof List ? value.items : [];
  for (let i = items.length - 1; i >= 0; i--) {
    const part = items[i]!;
    const text = part instanceof Dict ? part.get(MarkedText.of("text")) : undefined;
    if (!(part instanceof Dict) || !isText(text)) continue;
    const entries = part.entries().map(([key, old]) => [key, isKey(key, "text") ? joined(text) : old] as const);
    return { tagged: new List(items.with(i, new Dict(entries))), text };
  }
  throw fail(`continueFinalMessage: the final message's "${field}" has no text.`, "continueFinalMessage", field);
}

function joined(text: MarkedText): MarkedText {
  const ends = [...text.ends, text.length + TAG.length];
  return new MarkedText(text.text + TAG.text, ends, [...text.marks, END_OF_MESSAGE]);
}

/** The chat up to the tag. @throws HfError HF_TEMPLATE_FAILED where the template has dropped or changed the message */
export function cutAtTag(chat: MarkedText, text: MarkedText): MarkedText {
  const last = chat.rangesOf(END_OF_MESSAGE).at(-1);
  const shown = last === undefined ? "" : chat.text.slice(...last);
  const isWhole = shown === TAG.text;
  const isKept = chat.text.includes(strip(text, undefined, "both").text);
  if (last === undefined || !isKept || (!isWhole && shown !== TAG.text.trimEnd()))
    throw new HfError(
      "HF_TEMPLATE_FAILED",
      "The final message can't be continued: the chat template does not keep its text as it is.",
      { option: "continueFinalMessage" },
    );
  const before = chat.slice(0, last[0]);
  return isWhole ? before : strip(before, undefined, "right");
}
