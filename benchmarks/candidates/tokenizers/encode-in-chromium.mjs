/**
 * The twin of encode.mjs in a Chromium of its own, headless, on a page's main thread.
 *
 * Usage: node encode-in-chromium.mjs FOLDER TASK IDS_FILE
 *
 * FOLDER has the bundle of one package, `entry.js`, and the files that it fetches; they come from a
 * server of this process. The page is isolated, which makes its clock precise.
 */
import { createReadStream, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { basename, extname, join } from "node:path";
import { chromium } from "playwright";

const [folder, taskFile, idsFile] = process.argv.slice(2);
const TYPES = {
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** The few things beside the bundle that the page needs. */
const OTHERS = {
  "/task.json": taskFile,
  "/encode-task.mjs": join(import.meta.dirname, "encode-task.mjs"),
  "/stretches.mjs": join(import.meta.dirname, "stretches.mjs"),
};

const server = createServer(({ url }, response) => {
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
  if (url === "/") {
    response.setHeader("Content-Type", "text/html").end("<!doctype html><meta charset=utf-8>");
    return;
  }
  const file = OTHERS[url] ?? join(folder, basename(url));
  response.setHeader("Content-Type", TYPES[extname(url)] ?? "application/octet-stream");
  createReadStream(file)
    .on("error", () => response.writeHead(404).end())
    .pipe(response);
}).listen(0, "127.0.0.1");
await new Promise((resolve) => server.once("listening", resolve));

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium" });
try {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const { figures, base64 } = await page.evaluate(encodeInPage);
  writeFileSync(idsFile, Buffer.from(base64, "base64"));
  console.log(JSON.stringify(figures));
} finally {
  await browser.close();
  server.close();
}

/** Runs in the page. */
async function encodeInPage() {
  const [{ encodeTask }, task] = await Promise.all([
    import("/encode-task.mjs"),
    fetch("/task.json").then((one) => one.json()),
  ]);
  const now = () => performance.now();
  const { figures, ids } = await encodeTask(task, { load: () => import("/entry.js"), clock: { now, all: now } });
  const url = await new Promise((resolve) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result));
    reader.readAsDataURL(new Blob([ids]));
  });
  return { figures, base64: url.slice(url.indexOf(",") + 1) };
}
