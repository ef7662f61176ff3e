/** A page in headless Chromium, watched: whatever it asks for, logs or throws is kept. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { spawnSync } from "node:child_process";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright";
import { expect } from "vitest";

/** The built program. */
export const BIN: string = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

/** Debian's Chromium, or the one that CHROMIUM names; undefined where there is none. */
export const CHROMIUM: string | undefined = [process.env.CHROMIUM ?? "/usr/bin/chromium"].find((path) =>
  existsSync(path),
);

export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM! });
}

/** A page of a busy machine takes its time. */
const WAIT_MS = 90_000;

/** Runs the built command line. @throws where it fails */
export function windrow(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(`windrow ${args.join(" ")} ended with ${status}: ${stderr}`);
  return stdout;
}

export interface WatchedPage {
  readonly page: Page;
  /** Fails where anything was asked for but the page itself, or something was logged, thrown or popped up. */
  readonly expectQuiet: () => void;
}

/** Opens an address in a context of its own and waits until all tokenizers have answered. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
  before?: (blank: Page) => Promise<void>,
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(WAIT_MS);
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  // Blobs are the workers' scripts, made by the page; data: is its empty icon.
  page.on("request", (request) => /^(blob|data):/.test(request.url()) || requests.push(request.url()));
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`thrown: ${error.message}`));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await before?.(page);
  await page.goto(url);
  await page.locator(".windows, .notice").last().waitFor();
  await page.locator(".map").waitFor();
  const expectQuiet = (): void => expect([requests, complaints]).toEqual([[url], []]);
  return { page, expectQuiet };
}

/** The ids in a tokenizer's panel, as they are shown. */
export async function shownIds(page: Page, name: string): Promise<number[]> {
  const tokens = page.getByRole("listbox", { name: `Tokens of ${name}`, exact: true });
  return tokens
    .locator("[data-id]")
    .evaluateAll((all) => all.map((token) => Number((token as HTMLElement).dataset.id)));
}

/** Puts a text into the box as if it was typed or pasted, lone surrogates included, and waits for these counts. */
export async function putText(page: Page, text: string, counts: Readonly<Record<string, number>>): Promise<void> {
  await page.getByLabel("Your text").evaluate((box, value) => {
    (box as HTMLTextAreaElement).value = JSON.parse(value) as string;
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }, JSON.stringify(text));
  for (const [name, count] of Object.entries(counts)) await expectCount(page, name, count);
}

/** Waits until a panel says so many tokens. */
export async function expectCount(page: Page, name: string, count: number): Promise<void> {
  await panelOf(page, name)
    .locator("dd")
    .first()
    .filter({ hasText: new RegExp(`^${count.toLocaleString("en-GB")}$`) })
    .waitFor();
}

/** A tokenizer's panel. */
export function panelOf(page: Page, name: string): ReturnType<Page["locator"]> {
  return page.getByRole("article", { name, exact: true });
}
