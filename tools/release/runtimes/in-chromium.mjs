/**
 * Headless Chromium, Debian's or the one that CHROMIUM names: a page and a worker of it, with and without a policy that
 * forbids to compile WebAssembly. What the page logs is an error.
 */
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import { join } from "node:path";
import { chromium } from "playwright";
import { bundleProgram } from "./programs.mjs";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** The icon is empty, and not asked for. */
const PAGE = '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/SCRIPT"></script>';
const IN_WORKER = `new Worker("/browser.js", { type: "module" }).onmessage = ({ data }) => { globalThis.probed = data; };`;

export const browsers = [
  { label: "chromium", where: "a page", script: "browser.js", policy: "", expected: "wasm" },
  { label: "chromium-worker", where: "a worker", script: "worker.js", policy: "", expected: "wasm" },
  {
    label: "chromium-policy",
    where: "a page with script-src 'self'",
    script: "browser.js",
    policy: "script-src 'self'",
    expected: "typescript",
  },
  {
    label: "chromium-worker-policy",
    where: "a worker with script-src 'self'",
    script: "worker.js",
    policy: "script-src 'self'",
    expected: "typescript",
  },
].map(({ label, where, script, policy, expected }) => ({
  label,
  expected,
  async open(programs) {
    if (!existsSync(executablePath)) throw new Error(`no Chromium at ${executablePath}, set CHROMIUM`);
    const folder = join(programs, "bundled/browser");
    await bundleProgram(programs, "browser.mjs", folder);
    const browser = await chromium.launch({ executablePath });
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url, "http://localhost");
      response.setHeader("Content-Security-Policy", policy);
      const send = (type, body) => response.setHeader("Content-Type", type).end(body);
      if (pathname === "/") send("text/html", PAGE.replace("SCRIPT", script));
      else if (pathname === "/worker.js") send("text/javascript", IN_WORKER);
      else if (pathname === "/texts.json") send("application/json", readFileSync(join(programs, "texts.json")));
      else if (pathname === "/browser.js") send("text/javascript", readFileSync(join(folder, "browser.js")));
      else response.writeHead(404).end();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    return {
      name: `chromium ${browser.version()}, ${where}`,
      ask: () => openPage(browser, `http://127.0.0.1:${server.address().port}/`),
      async close() {
        await browser.close();
        server.closeAllConnections();
        server.close();
      },
    };
  },
}));

async function openPage(browser, url) {
  const page = await browser.newPage();
  page.setDefaultTimeout(90_000);
  const logged = [];
  page.on("console", (message) => logged.push(message.text()));
  page.on("pageerror", (error) => logged.push(error.message));
  await page.goto(url);
  const probed = await (await page.waitForFunction(() => globalThis.probed)).jsonValue();
  if (probed.error !== undefined) throw new Error(probed.error);
  if (logged.length > 0) throw new Error(`the page logged: ${logged.join("\n")}`);
  return probed;
}
