/** The drawing of windows, line by line. */
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { expect, test } from "vitest";
import { withoutTags } from "../../../src/show/own-sequences.ts";
import { drawWindows } from "../../../src/commands/demo/draw-windows.ts";

const plain = { stdout: () => {}, stderr: () => {}, isStyled: false, showsProgress: false };
const ids = gpt2.encode("Rake the hay, turn the hay.");

test("tokens in columns that windows stand below, at their stride", () => {
  const { lines, length, stride } = drawWindows(ids, gpt2, { maxLength: 4, stride: 2 }, 80, plain);
  expect([length, stride]).toEqual([4, 2]);
  expect(lines).toMatchInlineSnapshot(`
    [
      "token       R ake  the   hay  ,  turn  the   hay  .",
      "id         49 539  262 27678 11  1210  262 27678 13",
      "input  0   ┝━━━━━━━━━━━━━━━┥",
      "target 0      ┝━━━━━━━━━━━━━━━┥",
      "input  1          ┝━━━━━━━━━━━━━━━━━┥",
      "target 1               ┝━━━━━━━━━━━━━━━━━┥",
      "input  2                     ┝━━━━━━━━━━━━━━━━━┥",
      "target 2                        ┝━━━━━━━━━━━━━━━━━┥",
    ]
  `);
});

test("in colour: the same bars below the same tokens, inputs and targets each in their colour", () => {
  const drawn = drawWindows(ids, gpt2, { maxLength: 4, stride: 2 }, 80, { ...plain, isStyled: true });
  const plainly = drawWindows(ids, gpt2, { maxLength: 4, stride: 2 }, 80, plain);
  const shown = drawn.lines.map(withoutTags);
  expect(shown.slice(2)).toEqual(plainly.lines.slice(2));
  // Pieces begin where their bars do; without colour they end there.
  expect(shown[0]).toBe("token      R  ake  the  hay  ,   turn  the  hay  . ");
  expect(shown[1]).toBe("id         49 539 262  27678 11 1210  262  27678 13");
  expect(drawn.lines.slice(2).map((line) => /\[(3\d)m/.exec(line)![1])).toEqual(["36", "35", "36", "35", "36", "35"]);
});

test("a narrow line has as many tokens as fit", () => {
  for (let width = 30; width < 80; width++) {
    const { lines } = drawWindows(ids, gpt2, { maxLength: 2, stride: 1 }, width, plain);
    const shown = lines[1]!.slice(11).trim().split(/\s+/);
    expect(shown).toEqual([...ids.subarray(0, shown.length)].map(String));
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
  }
});

test.each([
  [4, 100, { length: 1, stride: 8 }, "two windows, as far apart as can be"],
  [100, 100, { length: 4, stride: 4 }, "a long window is drawn as four tokens"],
  [100, 75, { length: 4, stride: 3 }, "the third would end with the last token, and have no target"],
  [2, 1, { length: 2, stride: 1 }, "all three"],
])("a window of %d and a stride of %d are drawn as %j: %s", (maxLength, stride, drawn) => {
  const ten = Int32Array.from({ length: 10 }, (_, i) => 1000 + i);
  const { lines, ...scale } = drawWindows(ten, gpt2, { maxLength, stride }, 200, plain);
  expect(scale).toEqual(drawn);
  const windows = Math.min(3, Math.floor((10 - 1 - drawn.length) / drawn.stride) + 1);
  expect(windows).toBeGreaterThan(1);
  expect(lines.slice(2).map((line) => line.slice(0, 8))).toEqual(
    Array.from({ length: windows }, (_, window) => [`input  ${window}`, `target ${window}`]).flat(),
  );
});
