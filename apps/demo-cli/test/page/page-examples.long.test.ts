/** Each section of the page shows its example on every load, whatever the order in which its workers answer. */
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { SimpleTokenizer } from "@windrow/tokenizer-simple";
import { skipNote } from "@windrow/testing";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM, launchChromium, openPage, windrow } from "./open-page.ts";

/** The text that ships with windrow: long enough to keep a worker busy when the sections ask. */
const TEXT = readFileSync(new URL("../../texts/the-long-field.txt", import.meta.url), "utf8");
const SENTENCE = "Here is an unknown word: Alvazska";
const words = new SimpleTokenizer(TEXT);

/** 10 make a hundred loads in all, in which no example was missing; one of each in a run of all tests. */
const LOADS_A_ROUND = Number(process.env["WINDROW_LOADS"] ?? 1);
/** Rounds, from an idle processor to one twenty times as slow. */
const SLOWNESS = [1, 1, 2, 2, 4, 4, 6, 6, 12, 20];

/** Keeps what was ever said as an alert, were it for one frame. */
const WATCH_ALERTS = `
  globalThis.alerts = [];
  new MutationObserver(() => {
    for (const alert of document.querySelectorAll("[role=alert]")) globalThis.alerts.push(alert.textContent);
  }).observe(document, { childList: true, subtree: true });
`;

const missing = CHROMIUM === undefined ? "no Chromium at /usr/bin/chromium, set CHROMIUM" : undefined;
describe.skipIf(missing !== undefined)(`the page's sections${skipNote(missing)}`, () => {
  let scratch: string;
  let browser: Browser;
  let url: string;
  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), "windrow-loads-"));
    windrow("report", "-o", join(scratch, "page.html"), "--encoding", "gpt2,o200k_base");
    url = pathToFileURL(join(scratch, "page.html")).href;
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await rm(scratch, { recursive: true });
  });

  test.each(SLOWNESS.map((rate, round) => [round + 1, rate]))(
    "round %i, %i times as slow: none is without its example",
    async (_, rate) => {
      for (let load = 0; load < LOADS_A_ROUND; load++) {
        const { page, expectQuiet } = await openPage(browser, url, {}, async (blank) => {
          const session = await blank.context().newCDPSession(blank);
          await session.send("Emulation.setCPUThrottlingRate", { rate: rate! });
          await blank.addInitScript(WATCH_ALERTS);
        });
        await expectExamples(page);
        expect(await page.evaluate("globalThis.alerts")).toEqual([]);
        expectQuiet();
        await page.context().close();
      }
    },
    600_000,
  );
});

async function expectExamples(page: Page): Promise<void> {
  const section = (step: number): ReturnType<Page["locator"]> =>
    page.locator(`section[aria-labelledby="step-${step}"]`);
  const idsOf = async (example: ReturnType<Page["locator"]>): Promise<number[]> => {
    await example.locator("[data-id]").first().waitFor();
    return example
      .locator("[data-id]")
      .evaluateAll((all) => all.map((token) => Number((token as HTMLElement).dataset.id)));
  };
  const [lost, two] = [section(2).locator(".example").nth(0), section(2).locator(".example").nth(1)];
  expect(await idsOf(lost)).toEqual([...words.encode(SENTENCE)]);
  expect(await lost.locator(".unknown").allTextContents()).toContainEqual(expect.stringContaining("Alvazska"));
  expect(await idsOf(two)).toEqual([words.eotToken]);
  const [pieces, bytes] = [section(3).locator(".example").nth(0), section(3).locator(".example").nth(1)];
  expect(await idsOf(pieces)).toEqual([...gpt2.encode(SENTENCE)]);
  expect(await idsOf(bytes)).toEqual([...gpt2.encode("caf\u00e9 \u0175")]);
  await section(3).locator(".comparison tbody tr").nth(2).waitFor();
  const first = [...gpt2.encode(TEXT).subarray(0, 5)];
  await section(4).locator(".window").first().waitFor();
  const drawn = await section(4).locator(".window").first().locator(".cell small").allTextContents();
  expect(drawn.map(Number)).toEqual([...first.slice(0, 4), ...first.slice(1)]);
  await section(5).locator("table.batch").nth(1).waitFor();
  expect(await section(6).locator("canvas").count()).toBe(3);
  expect(await section(7).locator("canvas").count()).toBe(2);
  expect(await section(8).locator("circle").count()).toBeGreaterThan(20);
}
