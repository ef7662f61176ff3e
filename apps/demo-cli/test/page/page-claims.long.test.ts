/** What the page says of a text is true of it: counts, claims and drawings of texts short, long and odd. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { SimpleTokenizer } from "@windrow/tokenizer-simple";
import type { Page } from "playwright";
import { expect, onTestFinished, test } from "vitest";
import { expectCount, openPage, shownIds, windrow } from "./open-page.ts";
import { describePage } from "./report-page.ts";

describePage("what the page says", (report) => {
  const opened = async (text: string, ...options: string[]): Promise<Page> => {
    const [input, output] = [join(report.scratch, "claims.txt"), join(report.scratch, "claims.html")];
    await writeFile(input, text);
    windrow("report", input, "-o", output, "--force", ...options);
    const { page, expectQuiet } = await openPage(report.browser, pathToFileURL(output).href);
    onTestFinished(async () => {
      expectQuiet();
      await page.context().close();
    });
    await expectCount(page, "gpt2", gpt2.encode(text).length);
    return page;
  };

  test("words with their white space: the ids that compare and demo have", async () => {
    const text = "Rake it up, and -- before the rain -- cart it.\n\nThen  rest";
    const page = await opened(text);
    const words = new SimpleTokenizer(text);
    await expectCount(page, "simple", words.encode(text).length);
    expect(await shownIds(page, "simple")).toEqual([...words.encode(text)]);
    const panel = page.getByRole("listbox", { name: "Tokens of simple", exact: true });
    const labels = await panel.locator("[data-id] bdi").allTextContents();
    // A line end is drawn, an empty token is a box of no width.
    const expected = words.tokenize(text).map((word) => (word === "" ? "\u200b" : word.replace("\n", "\u21b5")));
    expect(labels).toEqual(expected);
    for (const box of await panel.locator("[data-id]").all())
      expect((await box.boundingBox())!.height).toBeGreaterThan(10);
  });

  test("a text of two tokens has a window of one, and one short batch", async () => {
    const ids = [...gpt2.encode(" hay hay")];
    expect(ids.length).toBe(2);
    const page = await opened(" hay hay");
    await page.getByRole("region", { name: "input ids [1, 1]" }).waitFor();
    expect((await page.locator(".window .cell small").allTextContents()).map(Number)).toEqual(ids);
    expect(await page.getByText("batch 1 of 1").isVisible()).toBe(true);
    expect(await page.getByText("No window, no batch").count()).toBe(0);
    expect(await page.getByRole("alert").count()).toBe(0);
  });

  test.each([
    // "x" and " x" are two tokens, so no token comes back, though the letter does.
    ["x, y and x", false],
    ["x x x", true],
    ["1, 2, 3", true],
    ["one two three", false],
  ])("%j: whether a token comes back", async (text, comesBack) => {
    const page = await opened(text);
    const claim = /In the report’s text no token recurs within 14 tokens/;
    expect(await page.getByText(claim).count()).toBe(comesBack ? 0 : 1);
    const ids = [...gpt2.encode(text)];
    expect(new Set(ids).size < ids.length).toBe(comesBack);
  });

  test("a text that has every word of the example does not call one lost", async () => {
    const page = await opened("Here is an unknown word: Alvazska is not lost: a word. ");
    await page.getByText("It has every word of this sentence, so none is lost:").waitFor();
    expect(await page.getByText("The word that was lost above").count()).toBe(0);
  });

  test("the map's names are within its frame, wherever chance puts the points", async () => {
    const texts = [
      "counterintuitive internationalization disproportionately straightforwardly range rake ".repeat(3),
      "\u8349\u304c\u4e7e\u304f \u5e72\u3057\u8349\u3092\u96c6\u3081\u308b\u3002\u96e8\u304c\u964d\u308b\u524d\u306b ".repeat(
        3,
      ),
      "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u{1f468}\u200d\u{1f469}\u200d\u{1f467} ".repeat(3),
    ];
    for (const [i, text] of texts.entries()) {
      for (const seed of [1, 2, 3, 69]) {
        const page = await opened(text, "--seed", String(seed), "--embedding-dim", "2");
        const outside = await page.locator("svg.map").evaluate((svg) => {
          const frame = svg.getBoundingClientRect();
          return [...svg.querySelectorAll("text")]
            .map((name) => ({ name: name.textContent, box: name.getBoundingClientRect() }))
            .filter(
              ({ box }) =>
                box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom,
            )
            .map(({ name }) => name);
        });
        expect([i, seed, outside]).toEqual([i, seed, []]);
        expect(await page.locator("svg.map text").count()).toBeGreaterThan(4);
        await page.context().close();
      }
    }
  });
});
