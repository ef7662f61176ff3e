/** A history that is cut to a budget, and the AI SDK's own answers with it. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { estimateChatTokens } from "@windrow/tokenizer-bpe/chat";
import { o200kBase } from "@windrow/tokenizer-bpe/o200k_base";
import { mulberry32, skipNote } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { installExample } from "./own-lockfile.ts";

interface Message {
  role: string;
  content: string | object[];
}
interface Budget {
  system: string;
  model: string;
  maxTokens: number;
}

const { cutHistory } = (await import(new URL("../ai-sdk-history/history.mjs", import.meta.url).href)) as {
  cutHistory: (messages: Message[], budget: Budget) => Message[];
};
const system = "You are a farmer.";
const model = "gpt-5";
const countWith = (messages: Message[]): number =>
  estimateChatTokens(o200kBase, [{ role: "system", content: system }, ...messages], { model }).tokens;

/** Turns of one question each, every other one with a tool that is called and answers. */
function chatOf(turns: number): Message[] {
  const random = mulberry32(turns);
  const words = (): string => "dry hay ".repeat(1 + Math.floor(random() * 20));
  return Array.from({ length: turns }, (_, i): Message[] => {
    const call = { toolCallId: `${i}`, toolName: "weather" };
    const tool: Message[] = [
      { role: "assistant", content: [{ type: "tool-call", ...call, input: { place: words() } }] },
      { role: "tool", content: [{ type: "tool-result", ...call, output: { type: "text", value: words() } }] },
    ];
    const question: Message = { role: "user", content: [{ type: "text", text: words() }] };
    return [question, ...(i % 2 === 0 ? tool : []), { role: "assistant", content: words() }];
  }).flat();
}

test("the longest end of the chat that fits is kept, and it begins with a user", () => {
  const messages = chatOf(12);
  const all = countWith(messages);
  const last = countWith(cutHistory(messages, { system, model, maxTokens: all / 4 }));
  expect(last).toBeLessThanOrEqual(all / 4);
  for (let maxTokens = last; maxTokens <= all; maxTokens += 7) {
    const ends = messages.flatMap(({ role }, i) => (role === "user" ? [messages.slice(i)] : []));
    const expected = ends.find((end) => countWith(end) <= maxTokens);
    expect(cutHistory(messages, { system, model, maxTokens })).toEqual(expected);
  }
  expect(cutHistory(messages, { system, model, maxTokens: all })).toEqual(messages);
});

test("a last turn that does not fit is an error that says by how much", () => {
  const messages: Message[] = [{ role: "user", content: "hay" }];
  const maxTokens = countWith(messages) - 2;
  expect(() => cutHistory(messages, { system, model, maxTokens })).toThrow(
    new RangeError(`The last turn takes 2 tokens more than there are (${maxTokens}).`),
  );
});

const reason = installExample("ai-sdk-history");

describe.skipIf(reason !== undefined)(`generateText${skipNote(reason)}`, () => {
  test("answers with the kept messages, as the README shows", () => {
    const readme = readFileSync(new URL("../ai-sdk-history/README.md", import.meta.url), "utf8");
    const [, typed, maxTokens, printed] = /printf "(.*)" \| .* (\d+)\n((?:# .*\n)+)/.exec(readme)!;
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [fileURLToPath(new URL("../ai-sdk-history/chat.mjs", import.meta.url)), maxTokens!],
      { encoding: "utf8", input: typed!.replaceAll("\\n", "\n") },
    );
    expect([stdout, stderr]).toEqual([printed!.replaceAll(/^# /gm, ""), ""]);
  });
});
