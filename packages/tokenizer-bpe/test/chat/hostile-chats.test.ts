/** Messages, tools and options of any JSON: a count, or an error of the package's own. Seeded. */
import { expect, test } from "vitest";
import { BpeError, type ChatMessage, encodeChat, estimateChatTokens } from "../../src/chat/index.ts";
import { o200kBase } from "../../src/encodings/o200k_base.ts";
import { o200kHarmony } from "../../src/encodings/o200k_harmony.ts";

const WORDS =
  "role content type text user assistant tool system function name arguments tool_calls function_call output call_id message reasoning refusal image_url url detail low input_text tool-call tool-result toolCallId toolName input value json parameters properties object string array items anyOf oneOf enum required description default __proto__ constructor data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAf".split(
    " ",
  );

/** A small generator of words and values; mulberry32. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

function anyValue(next: (below: number) => number, depth: number): unknown {
  const kind = next(depth > 5 ? 5 : 9);
  if (kind < 3) return WORDS[next(WORDS.length)];
  if (kind === 3) return [null, undefined, 0, -1, NaN, true, "", "\ud800"][next(8)];
  if (kind === 4) return next(1000);
  if (kind < 7) return Array.from({ length: next(4) }, () => anyValue(next, depth + 1));
  return Object.fromEntries(
    Array.from({ length: next(6) }, () => [WORDS[next(WORDS.length)], anyValue(next, depth + 1)]),
  );
}

/** What is nearly right gets further. */
function nearlyMessage(next: (below: number) => number): unknown {
  const role = ["user", "assistant", "tool", "system", "function"][next(5)];
  const content = [
    { type: WORDS[next(WORDS.length)], text: "a", input: anyValue(next, 3), toolCallId: "c", toolName: "t" },
  ];
  return { role, content, ...(anyValue(next, 4) as object) };
}

test.each([1, 2, 3, 4])("seed %i", (seed) => {
  const next = random(seed);
  const outcomes = new Set<string>();
  for (let i = 0; i < 700; i++) {
    const messages = (
      next(10) === 0
        ? anyValue(next, 0)
        : Array.from({ length: 1 + next(3) }, () => (next(3) === 0 ? anyValue(next, 1) : nearlyMessage(next)))
    ) as ChatMessage[];
    const functions = next(2) === 0 ? undefined : [{ name: "f", parameters: anyValue(next, 1) }];
    const tools = functions?.map((one) => ({ type: "function", function: one }));
    for (const call of [
      () =>
        estimateChatTokens(o200kBase, messages, { model: "gpt-4o", functions, functionCall: anyValue(next, 5) }).tokens,
      () => estimateChatTokens(o200kBase, messages, { model: "gpt-5", tools }).tokens,
      () => encodeChat(o200kHarmony, messages, { tools }).length,
    ]) {
      try {
        const tokens = call();
        if (!Number.isSafeInteger(tokens) || tokens < 0) expect.fail(`${tokens} for ${JSON.stringify(messages)}`);
        outcomes.add("tokens");
      } catch (error) {
        if (!(error instanceof BpeError))
          throw new Error(`${String(error)} for ${JSON.stringify({ messages, tools })}`, { cause: error });
        expect(error.message).not.toMatch(/\[object |undefined\.$/);
        outcomes.add(error.code);
      }
    }
  }
  expect([...outcomes].toSorted()).toEqual(
    ["BPE_INVALID_MESSAGE", "BPE_INVALID_OPTION", "BPE_INVALID_TOOL", "BPE_UNCOUNTABLE_CHAT", "tokens"].toSorted(),
  );
});
