/** What npm's tiktoken 1.0.22 gives for each of these calls, as record/record.mjs has recorded it. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import gpt2 from "../src/encoders/gpt2.ts";
import * as tiktoken from "../src/index.ts";
import { makersOf } from "./record/calls.mjs";
import { argumentsOf, digestOf, type Outcome, outcomeOf } from "./record/outcome.mjs";

const fixture = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), "utf8")) as T;

interface Recorded {
  readonly maker: string;
  readonly method: string;
  readonly args: readonly unknown[];
  readonly outcome: Outcome;
}
const recorded = fixture<Recorded[]>("outcomes");
const makers = makersOf(tiktoken, gpt2);

/** What WebAssembly and its glue say where something is wrong, which helps nobody. */
const UNSAID = [
  "unreachable",
  "called `Result::unwrap_throw()` on an `Err` value",
  "Cannot read properties of undefined",
];

test("there are calls of every method", () => {
  const methods = new Set(recorded.map(({ method }) => method));
  const own = Object.getOwnPropertyNames(tiktoken.Tiktoken.prototype).filter((name) => name !== "constructor");
  expect(own.filter((name) => !methods.has(name))).toEqual([]);
  expect(recorded.length).toBeGreaterThan(500);
});

describe.each(Object.keys(makers))("%s", (maker) => {
  const calls = recorded.filter((call) => call.maker === maker);

  test.each([...new Set(calls.map(({ method }) => method))])("%s", (method) => {
    for (const { args, outcome } of calls.filter((call) => call.method === method)) {
      const our = outcomeOf(() => makers[maker]!(method, ...argumentsOf(args)));
      const call = JSON.stringify(args);
      if (!("error" in outcome)) {
        expect(our, call).toEqual(outcome);
        continue;
      }
      expect(our, call).toMatchObject({ error: outcome.error });
      const { message } = our as { message: string };
      if (UNSAID.some((words) => outcome.message.startsWith(words))) expect(message, call).toMatch(/\w+ \w+ \w+/);
      else expect(message.startsWith(outcome.message), `${call}: ${message}`).toBe(true);
    }
  });
});

interface Unstable {
  readonly text: string;
  readonly stable: number[];
  readonly count: number;
  readonly completions: string;
}
describe.each(Object.entries(fixture<Record<tiktoken.TiktokenEncoding, Unstable[]>>("unstable")))(
  "encode_with_unstable of %s",
  (name, texts) => {
    const encoding = tiktoken.get_encoding(name as tiktoken.TiktokenEncoding);

    test("has the same completions, each once", () => {
      expect(texts.length).toBeGreaterThan(100);
      for (const expected of texts) {
        const [stable, completions] = encoding.encode_with_unstable(expected.text, "all") as [number[], number[][]];
        const digest = digestOf(completions.map((ids) => ids.join()).toSorted());
        expect({ text: expected.text, stable, count: completions.length, completions: digest }).toEqual(expected);
      }
    });
  },
);

test.each(Object.entries(fixture<{ tokens: Record<tiktoken.TiktokenEncoding, string> }>("data").tokens))(
  "token_byte_values of %s",
  (name, digest) => {
    const encoding = tiktoken.get_encoding(name as tiktoken.TiktokenEncoding);
    expect(digestOf(encoding.token_byte_values())).toBe(digest);
  },
);
