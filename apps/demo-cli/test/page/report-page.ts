/** The page that the real `windrow report` writes of an awkward text, for the tests of one file. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { o200kBase } from "@windrow/tokenizer-bpe/o200k_base";
import { SimpleTokenizer } from "@windrow/tokenizer-simple";
import { skipNote } from "@windrow/testing";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, onTestFinished } from "vitest";
import { CHROMIUM, expectCount, launchChromium, openPage, shownIds, windrow } from "./open-page.ts";

export const TEXT = [
  "The hay is dry, and the rows are long. <|endoftext|> Rake it, she said.",
  "</script><script>alert(1)</script><img src=x onerror=alert(2)><!-- <b>bold</b> &amp; <|unk|>",
  "family \u{1f468}\u200d\u{1f469}\u200d\u{1f467} caf\u00e9 e\u0301 \u8349",
  "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u202eback\u202c\r\nline\u2028end\u0007\n\n  two",
].join("\n");

/** A text box knows one kind of line end. */
export const IN_A_BOX = TEXT.replaceAll("\r\n", "\n");

export const RULES = { allowedSpecial: ["<|endoftext|>"], disallowedSpecial: [] };
const words = new SimpleTokenizer(TEXT);
const encoders: Readonly<Record<string, (text: string) => Int32Array>> = {
  simple: (text) => words.encode(text),
  gpt2: (text) => gpt2.encode(text, RULES),
  o200k_base: (text) => o200kBase.encode(text, RULES),
};
/** How many tokens each tokenizer of the page makes of a text. */
export const countsOf = (text: string): Record<string, number> =>
  Object.fromEntries(Object.entries(encoders).map(([name, encode]) => [name, encode(text).length]));

export interface ReportPage {
  readonly browser: Browser;
  readonly scratch: string;
  /** Opens the page in a context of its own, which is watched to the end of the test. @param before what is done to the blank page */
  open(options?: Parameters<typeof openPage>[2], before?: (blank: Page) => Promise<void>): Promise<Page>;
}

/** Tests of the page, skipped where there is no Chromium. */
export function describePage(title: string, tests: (report: ReportPage) => void): void {
  const missing = CHROMIUM === undefined ? "no Chromium at /usr/bin/chromium, set CHROMIUM" : undefined;
  describe.skipIf(missing !== undefined)(`${title}${skipNote(missing)}`, () => {
    let scratch: string;
    let url: string;
    let browser: Browser;
    beforeAll(async () => {
      scratch = await mkdtemp(join(tmpdir(), "windrow-page-"));
      const [input, output] = [join(scratch, "odd <b>&lt; name.txt"), join(scratch, "page.html")];
      await writeFile(input, TEXT);
      windrow("report", input, "-o", output, "--encoding", "gpt2,o200k_base");
      url = pathToFileURL(output).href;
      browser = await launchChromium();
    });
    afterAll(async () => {
      await browser.close();
      await rm(scratch, { recursive: true });
    });
    tests({
      get browser() {
        return browser;
      },
      get scratch() {
        return scratch;
      },
      async open(options, before) {
        const { page, expectQuiet } = await openPage(browser, url, options, before);
        onTestFinished(async () => {
          await page.context().close();
        });
        for (const [name, count] of Object.entries(countsOf(TEXT))) await expectCount(page, name, count);
        // At the end of every test, whatever it did.
        onTestFinished(expectQuiet);
        return page;
      },
    });
  });
}

/** Waits until every panel shows the packages' ids of a text. */
export async function expectIds(page: Page, text: string): Promise<void> {
  for (const [name, encode] of Object.entries(encoders)) {
    // What was typed last may be on its way.
    await expectCount(page, name, encode(text).length);
    expect(await shownIds(page, name), name).toEqual([...encode(text).subarray(0, 400)]);
  }
}
