/** The page with a tokenizer in a Web Worker: built by Vite as it is, used in Chromium; skipped by name where there is none. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { scratchForFile, skipNote } from "@windrow/testing";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import type { Browser, Page } from "playwright";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium, noChromium, openFolder } from "./chromium.ts";

const folder = scratchForFile();

describe.skipIf(noChromium !== undefined)(`the page${skipNote(noChromium)}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    const root = fileURLToPath(new URL("../browser-worker", import.meta.url));
    // No setting but where the result goes.
    await build({ root, build: { outDir: folder, emptyOutDir: true }, logLevel: "silent" });
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  /** The ids that the page shows, once it has come to the text that was typed. */
  async function shownIds(page: Page, text: string): Promise<number[]> {
    const count = gpt2.encodeOrdinary(text).length;
    await page.getByText(`${count} tokens, ${text.length} characters`).waitFor();
    const titles = await page
      .locator("#tokens span")
      .evaluateAll((spans) => spans.map((span) => span.getAttribute("title")!));
    return titles.map((title) => Number(title.replace("id ", "")));
  }

  test("shows the tokens of its text, and of what is typed", async () => {
    const { page, logged, complaints } = await openFolder(browser, folder);
    expect(await shownIds(page, "Rake it up, and cart it when it's fit.")).toEqual([
      49, 539, 340, 510, 11, 290, 6383, 340, 618, 340, 338, 4197, 13,
    ]);
    for (const text of ["Hay, hay.", "one<|endoftext|>two 👨‍👩‍👧 naïve", "", "again"]) {
      await page.getByLabel("Text").fill(text);
      expect(await shownIds(page, text)).toEqual([...gpt2.encodeOrdinary(text)]);
      expect(await page.locator("#tokens").textContent()).toBe(text);
    }
    expect([logged, complaints]).toEqual([[], []]);
  });

  test("of texts typed one after the other shows the newest only", async () => {
    const { page, complaints } = await openFolder(browser, folder);
    await shownIds(page, "Rake it up, and cart it when it's fit.");
    const shown = await page.evaluate(async () => {
      const [input, output] = [document.querySelector("textarea")!, document.querySelector("output")!];
      const changes: string[] = [];
      const done = new Promise<void>((resolve) => {
        new MutationObserver(() => {
          changes.push(output.textContent!);
          if (output.textContent === "1 tokens, 4 characters") resolve();
        }).observe(output, { childList: true });
      });
      for (const text of ["the hay ".repeat(10_000), "the hay is in", " hay"]) {
        input.value = text;
        input.dispatchEvent(new Event("input"));
      }
      await done;
      return changes;
    });
    expect(shown).toEqual(["1 tokens, 4 characters"]);
    expect(complaints).toEqual([]);
  });

  test("has the vocabulary in the worker's script, not in its own", () => {
    const scripts = readdirSync(join(folder, "assets")).map((name) => ({
      name,
      bytes: statSync(join(folder, "assets", name)).size,
    }));
    expect(scripts.length).toBe(2);
    expect(scripts.find(({ name }) => name.startsWith("worker-"))!.bytes).toBeGreaterThan(300_000);
    expect(scripts.find(({ name }) => !name.startsWith("worker-"))!.bytes).toBeLessThan(10_000);
  });
});
