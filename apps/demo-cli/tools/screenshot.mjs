/**
 * Makes the README's picture, docs/report.png, from the real program: `windrow report` on the text that
 * ships with it, opened in headless Chromium (Debian's, or the one that CHROMIUM names).
 *
 * Usage: pnpm build && node apps/demo-cli/tools/screenshot.mjs
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright";

const app = join(import.meta.dirname, "..");
const scratch = mkdtempSync(join(tmpdir(), "windrow-picture-"));
const report = join(scratch, "report.html");
const bin = join(app, "dist/main.js");
const { status, stderr } = spawnSync(process.execPath, [bin, "report", "-o", report], { encoding: "utf8" });
if (status !== 0) throw new Error(`windrow report ended with ${status}: ${stderr}`);

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium" });
const page = await browser.newPage({ viewport: { width: 1000, height: 900 }, colorScheme: "light" });
await page.goto(pathToFileURL(report).href);
await page.locator(".windows").waitFor();
await page.getByRole("article", { name: "gpt2" }).getByRole("option", { name: "space county" }).first().hover();
await page.evaluate(() => scrollTo(0, 380));
await page.getByRole("article", { name: "gpt2" }).getByRole("option", { name: "space county" }).first().hover();
mkdirSync(join(app, "docs"), { recursive: true });
await page.screenshot({ path: join(app, "docs/report.png") });
await browser.close();
rmSync(scratch, { recursive: true });
