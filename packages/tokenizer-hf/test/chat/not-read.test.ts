/** What the parser can't read of Jinja is an error, not another text. */
import { applyChatTemplate } from "@windrow/tokenizer-hf/chat";
import { expect, test } from "vitest";

test.each([
  "{% raw %}{{ x }}{% endraw %}",
  "{% with a = 1 %}{{ a }}{% endwith %}",
  "{%+ if true %}a{% endif %}",
  "{{ 6 is divisibleby(3) }}",
  "{{ 1 is in([1]) }}",
  "{{ (1,) }}",
  "{{ 1e5 }}",
  "{% include 'x' %}",
  "{% import 'x' as y %}",
  "{% extends 'x' %}",
])("%s", (template) => {
  expect(() => applyChatTemplate({ config: {} }, [], { template })).toThrow(
    expect.objectContaining({ code: "HF_INVALID_TEMPLATE" }),
  );
});

test("a filter that is the result of a call has no name", () => {
  expect(() => applyChatTemplate({ config: {} }, [], { template: "{{ 'a'|upper()() }}" })).toThrow(
    expect.objectContaining({
      code: "HF_TEMPLATE_FAILED",
      message: expect.stringContaining("a filter has no name") as string,
    }),
  );
});
