/** Jinja as transformers has it, feature by feature: texts, `{% generation %}` and errors are those of Python. */
import { type HfError, renderChat } from "@windrow/tokenizer-hf/chat";
import { expect, test } from "vitest";
import { fixture } from "../fixtures/fixture.ts";

interface Answer {
  readonly text?: string;
  /** In code points. */
  readonly ranges?: readonly (readonly [number, number])[];
  readonly error?: string;
}

const { variables, templates } = await fixture<{ variables: object; templates: string[] }>("chat-templates.json");
const answers = await fixture<Answer[]>("chat-templates-answers.json");
const now = new Date(2026, 2, 14, 12);

test("there is an answer for each", () => expect([templates.length, answers.length]).toEqual([148, 148]));

test.each(templates.map((template, i) => ({ template, answer: answers[i]! })))("$template", ({ template, answer }) => {
  const render = (): unknown => renderChat({ config: { chat_template: template } }, [], { ...variables, now });
  if (answer.text === undefined) {
    expect(render).toThrow(expect.objectContaining({ name: "HfError", code: codeOf(answer.error!, template) }));
    return;
  }
  const { text, assistantRanges } = render() as ReturnType<typeof renderChat>;
  expect(text).toBe(answer.text);
  const points = Array.from(text);
  const units = (point: number): number => points.slice(0, point).join("").length;
  expect(assistantRanges).toEqual((answer.ranges ?? []).map((range) => range.map(units)));
});

/** What Python's error is called here. */
function codeOf(error: string, template: string): HfError["code"] {
  if (template.includes("raise_exception")) return "HF_TEMPLATE_REFUSED";
  if (["TemplateSyntaxError", "TemplateAssertionError"].includes(error)) return "HF_INVALID_TEMPLATE";
  return error === "OverflowError" ? "HF_TEMPLATE_LIMIT" : "HF_TEMPLATE_FAILED";
}
