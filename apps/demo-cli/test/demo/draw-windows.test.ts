/** The drawing of windows, line by line. */
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { expect, test } from "vitest";
import { drawWindows } from "../../src/demo/draw-windows.ts";

const ids = gpt2.encode("Rake the hay, turn the hay.");

test("tokens in columns that windows stand below, at their stride", () => {
  const { lines, length, stride } = drawWindows(ids, gpt2, { maxLength: 4, stride: 2 }, 80);
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

test("a narrow line has as many tokens as fit", () => {
  for (let width = 30; width < 80; width++) {
    const { lines } = drawWindows(ids, gpt2, { maxLength: 2, stride: 1 }, width);
    const shown = lines[1]!.slice(11).trim().split(/\s+/);
    expect(shown).toEqual([...ids.subarray(0, shown.length)].map(String));
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
  }
});
