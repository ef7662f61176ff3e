/** A template comes from a file of others: none runs forever, fills the memory or ends the stack. */
import { applyChatTemplate } from "@windrow/tokenizer-hf/chat";
import { expect, test } from "vitest";

const render = (template: string, variables: object = {}): string =>
  applyChatTemplate({ config: {} }, [], { ...variables, template });

const LOOP = "{% for a in range(100000) %}";
const END = "{% endfor %}";
const NEVER_ENDING: Readonly<Record<string, string>> = {
  "a range that the sandbox refuses": "{% for x in range(10**9) %}{% endfor %}",
  "loops in loops": `${LOOP}${LOOP}x${END}${END}`,
  "loops in loops with nothing in them": `${LOOP}${LOOP}${LOOP}${END}${END}${END}`,
  "filters of loops": `${LOOP}{% set x = range(100000) | map('string') | list %}${END}`,
  "texts that double": `{% set ns = namespace(s='x') %}${LOOP}{% set ns.s = ns.s + ns.s %}${END}`,
  "texts that double by ~": `{% set ns = namespace(s='x') %}${LOOP}{% set ns.s = ns.s ~ ns.s %}${END}`,
  "texts that double by replace": `{% set ns = namespace(s='xx') %}${LOOP}{% set ns.s = ns.s | replace('x', 'xx') %}${END}`,
  "texts that double by join": `{% set ns = namespace(s='x') %}${LOOP}{% set ns.s = [ns.s, ns.s] | join %}${END}`,
  "texts that double by format": `{% set ns = namespace(s='x') %}${LOOP}{% set ns.s = '%s%s' % (ns.s, ns.s) %}${END}`,
  "lists that double": `{% set ns = namespace(l=[1]) %}${LOOP}{% set ns.l = ns.l + ns.l %}${END}`,
  "lists of lists, printed": `{% set ns = namespace(l=[1]) %}{% for i in range(60) %}{% set ns.l = [ns.l, ns.l] %}${END}{{ ns.l }}`,
  "lists of lists as JSON": `{% set ns = namespace(l=[1]) %}{% for i in range(60) %}{% set ns.l = [ns.l, ns.l] %}${END}{{ ns.l | tojson }}`,
  "lists of lists, compared": `{% set a = namespace(l=[1]) %}{% set b = namespace(l=[1]) %}{% for i in range(60) %}{% set a.l = [a.l, a.l] %}{% set b.l = [b.l, b.l] %}${END}{{ a.l == b.l }}`,
  "a text many times": "{{ 'x' * 10**12 }}",
  "a list many times": "{{ [1] * 10**12 }}",
  "a wide text": "{{ 'x'.ljust(10**12) }}",
  "a wide number": "{{ '%999999999d' % 1 }}",
  "a wide indentation": "{{ 'x\ny' | indent(10**12) }}",
  "a wide indentation of JSON": "{{ [1] | tojson(indent=10**12) }}",
  "a wide center": "{{ 'x' | center(10**12) }}",
  "many columns": "{{ [1] | slice(10**12) | list }}",
  "a long row": "{{ [1] | batch(10**12, 'x') | list }}",
  "a macro that calls itself": "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
  "a macro that calls itself twice":
    "{% macro f(n) %}{% if n > 0 %}{{ f(n-1) }}{{ f(n-1) }}{% endif %}{% endmacro %}{{ f(40) }}",
  "parentheses within each other": `{{ ${"(".repeat(50_000)}1${")".repeat(50_000)} }}`,
  "lists within each other": `{{ ${"[".repeat(1_000)}1${"]".repeat(1_000)} }}`,
  "conditions within each other": `${"{% if true %}".repeat(20_000)}${"{% endif %}".repeat(20_000)}`,
  "a long sum": `{{ 1${" + 1".repeat(100_000)} }}`,
  "long white space": `{{ 1 }}a${" ".repeat(500_000)}b`,
  "a long template": "x".repeat(2_000_000) + "{{ 1 }}",
  "distinct values of many": "{{ range(100000) | unique | list | length }}",
};

test.each(Object.entries(NEVER_ENDING))("%s", (_, template) => {
  expect(() => render(template)).toThrow(expect.objectContaining({ name: "HfError", code: "HF_TEMPLATE_LIMIT" }));
});

test("a larger chat may take more", () => {
  const messages = Array.from({ length: 5_000 }, (_, i) => ({
    role: i % 2 ? "assistant" : "user",
    content: `${i} `.repeat(200),
  }));
  const template =
    "{% for m in messages %}{{ m.role + m.content | trim | upper }}{% for c in range(20) %}{{ c }}{% endfor %}{% endfor %}";
  expect(applyChatTemplate({ config: {} }, messages, { template }).length).toBeGreaterThan(4_000_000);
});
