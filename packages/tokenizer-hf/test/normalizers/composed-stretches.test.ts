/** NFC by stretches against NFC of the whole text, by the engine. */
import { mulberry32 } from "@windrow/testing";
import { expect, test } from "vitest";
import { withStretches } from "../../src/normalizers/composed-stretches.ts";

const SEED = Number(process.env["WINDROW_SEED"] ?? 20_261_201);
const compose = (text: string): string => text.normalize("NFC");

/** What is skipped, and what NFC composes, changes or moves; letters that it composes with marks. */
const STILL = [
  ..."abe \n.09\u00e9\u0300a\u4e2d\u3042\ud55c\u0915\u{1f600}\u{20000}\u{2f7ff}\u2019\u00a0",
  "word word word ",
];
const MOVING = [
  ..."\u0301\u0316\u0345\u0323\u3099\u0903\u094d\u0958\u1161\u11a8\u1100\uac00\u212b\uf900\ufb1d\u2126\u1f71\u2000",
  ..."\u{1d15e}\u{1d165}\u{2f800}\u{2fa1d}\u{e0100}\u{110ba}\u{11099}\u{16d67}\u09be\u0b3e\u{1133e}",
];

test(`random texts, seed ${SEED}, whatever lies where stretches begin and end`, () => {
  const random = mulberry32(SEED);
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)]!;
  for (let i = 0; i < 3000; i++) {
    const share = random() ** 3;
    let text = random() < 0.5 ? pick(STILL).repeat(1020 + Math.floor(random() * 8)) : "";
    for (let length = random() * 60; length > 0; length--) text += pick(random() < share ? MOVING : STILL);
    if (random() < 0.5) text = pick(MOVING) + text;
    expect(withStretches(text, compose), JSON.stringify(text)).toBe(compose(text));
  }
});

test("a text without such characters is given back, nothing being composed", () => {
  const text = "caf\u00e9 \u4e2d\u6587 \u{1f600}";
  expect(withStretches(text, () => "")).toBe(text);
});

test("every code point: alone, and behind letters that something is composed with", () => {
  const seconds = new Map<string, string>();
  const whole: string[] = [];
  for (let code = 0; code < 0x110000; code++) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const character = String.fromCodePoint(code);
    whole.push(character);
    const [first, ...others] = character.normalize("NFD");
    for (const other of others) seconds.set(other, first!);
  }
  const changed = whole.filter((character) => withStretches(character, compose) !== compose(character));
  expect(changed).toEqual([]);
  expect(seconds.size).toBeGreaterThan(60);
  for (const [second, first] of seconds)
    expect(withStretches(first + second, compose), `U+${second.codePointAt(0)!.toString(16)}`).toBe(
      compose(first + second),
    );
  // Marks move before others of higher classes, and behind those of lower ones.
  const moved = whole.filter((character) =>
    ["\u0345", "\u0334"].some((mark) => {
      const text = `q${mark}${character}${mark}`;
      return withStretches(text, compose) !== compose(text);
    }),
  );
  expect(moved).toEqual([]);
});
