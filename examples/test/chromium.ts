/** A folder served on loopback and opened in headless Chromium: Debian's, or the one that CHROMIUM names. */
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { chromium, type Browser, type Page } from "playwright";
import { onTestFinished } from "vitest";

const path = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Why there is no browser; undefined where there is one. */
export const noChromium: string | undefined = existsSync(path) ? undefined : "no Chromium, set CHROMIUM";

/** A browser for the tests of a file, which close it. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: path });
}

export interface ServedPage {
  readonly page: Page;
  /** What the page has logged so far, a line for each call. */
  readonly logged: string[];
  /** Everything that went wrong: errors, warnings, requests to elsewhere or for what is not there. */
  readonly complaints: string[];
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
  ".css": "text/css",
};

/** Opens index.html of a built folder; page and server end with the test. */
export async function openFolder(browser: Browser, folder: string): Promise<ServedPage> {
  const server = createServer((request, response) => {
    const name = new URL(request.url!, "http://localhost").pathname;
    const file = join(folder, name === "/" ? "index.html" : name);
    if (name === "/favicon.ico") response.writeHead(204).end();
    else if (existsSync(file))
      response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "" }).end(readFileSync(file));
    else response.writeHead(404).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const page = await browser.newPage();
  page.setDefaultTimeout(90_000);
  onTestFinished(async () => {
    await page.close();
    server.closeAllConnections();
    server.close();
  });
  const [logged, complaints]: [string[], string[]] = [[], []];
  page.on("console", (message) => (message.type() === "log" ? logged : complaints).push(message.text()));
  page.on("pageerror", (error) => complaints.push(`thrown: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(origin) && !/^(blob|data):/.test(request.url())) complaints.push(request.url());
  });
  await page.goto(origin);
  return { page, logged, complaints };
}
