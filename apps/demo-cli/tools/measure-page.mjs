/**
 * Measures how long a person waits when typing into a text box that holds 1 MB: from the key to the next
 * paint, by the browser's own Event Timing (which rounds to 8 ms), for several kinds of text.
 *
 * Usage: pnpm build && node apps/demo-cli/tools/measure-page.mjs
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright";

const KEYS = 12;
const PAUSE_MS = 500;

const app = join(import.meta.dirname, "..");
const scratch = mkdtempSync(join(tmpdir(), "windrow-measure-"));
const report = join(scratch, "report.html");
const bin = join(app, "dist/main.js");
const { status, stderr } = spawnSync(process.execPath, [bin, "report", "-o", report], { encoding: "utf8" });
if (status !== 0) throw new Error(`windrow report ended with ${status}: ${stderr}`);

const story = readFileSync(join(app, "texts/the-long-field.txt"), "utf8");
const texts = {
  "1 MB of English": story.repeat(70).slice(0, 1e6),
  "10^5 characters without a space": "x".repeat(1e5),
  "1 MB without a space": "x".repeat(1e6),
};

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium" });
/** Durations of key presses from now on, by the browser. */
const watchKeys = (page) =>
  page.evaluate(() => {
    globalThis.durations = [];
    const keep = (list) => {
      for (const entry of list.getEntries()) if (entry.name === "keydown") globalThis.durations.push(entry.duration);
    };
    new PerformanceObserver(keep).observe({ type: "event", durationThreshold: 16 });
  });

console.log(`Chromium ${browser.version()}, ${KEYS} keys, one every ${PAUSE_MS} ms; key to next paint in ms`);
for (const [name, text] of Object.entries(texts)) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(pathToFileURL(report).href);
  await page.locator(".windows").waitFor();
  await page.getByLabel("Your text").evaluate((box, value) => {
    box.value = value;
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    box.focus();
  }, text);
  await page.waitForTimeout(3000);
  await page.evaluate(() => document.querySelector("textarea").setSelectionRange(5, 5));
  await watchKeys(page);
  for (let key = 0; key < KEYS; key++) {
    await page.keyboard.type("a");
    await page.waitForTimeout(PAUSE_MS);
  }
  const durations = (await page.evaluate(() => globalThis.durations)).toSorted((a, b) => a - b);
  // What took less than 16 ms is not reported, and counts as 0.
  const all = [...Array.from({ length: KEYS - durations.length }, () => 0), ...durations];
  console.log(`${name}: median ${all[KEYS >> 1]}, most ${all.at(-1)}`);
  await page.close();
}

const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
const page = await context.newPage();
await page.goto(pathToFileURL(report).href);
await page.locator(".windows").waitFor();
await page.evaluate((text) => navigator.clipboard.writeText(text), texts["1 MB of English"]);
await page.getByLabel("Your text").focus();
await page.keyboard.press("Control+A");
await page.waitForTimeout(PAUSE_MS);
await watchKeys(page);
await page.keyboard.press("Control+V");
await page.waitForTimeout(3000);
console.log(`1 MB of English pasted: ${Math.max(0, ...(await page.evaluate(() => globalThis.durations)))}`);
await browser.close();
rmSync(scratch, { recursive: true });
