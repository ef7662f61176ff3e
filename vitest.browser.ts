/**
 * The project of vitest that runs `*.browser.test.ts` of every room, and some others, in headless Chromium: Debian's,
 * or the one that CHROMIUM names. Playwright drives it and never downloads one. Where there is none,
 * the project is one skipped test that says so.
 *
 * The pages get the packages as a user's bundler gets them, by their names from their `dist`. There
 * are no aliases, polyfills or other settings of the bundler here, and there must be none.
 */
import { existsSync } from "node:fs";
import type { TestProjectInlineConfiguration } from "vitest/config";

/** The file that stands for all the others where there is no Chromium. */
const MISSING = "testing/test/no-chromium.browser.test.ts";
/** Tests that take the packages by their names and need nothing of Node: they run in both. */
const IN_BOTH = [
  "packages/tokenizer-hf/test/{families,hugging-face-cases,sentence-piece-cases,sentence-piece-models}.test.ts",
  "packages/tokenizer-hf/test/read/{read-tekken,stages}.test.ts",
  "packages/tokenizer-hf/test/chat/{apply-chat-template,limits,not-read,templates}.test.ts",
];

/** Path of the browser, or undefined where there is none. */
function findChromium(): string | undefined {
  const named = process.env.CHROMIUM;
  if (named !== undefined && !existsSync(named)) throw new Error(`CHROMIUM names ${named}, which does not exist`);
  return [named ?? "/usr/bin/chromium"].find((path) => existsSync(path));
}

/** @param root folder of the workspace, which the pages are served from */
export async function browserProject(root: string): Promise<TestProjectInlineConfiguration> {
  const name = "browser";
  const executablePath = findChromium();
  if (executablePath === undefined) return { root, test: { name, include: [MISSING] } };
  const { playwright } = await import("@vitest/browser-playwright");
  return {
    root,
    test: {
      name,
      include: [
        "{packages,packages/compat,apps}/*/test/**/*.browser.test.ts",
        "testing/test/**/*.browser.test.ts",
        ...IN_BOTH,
      ],
      exclude: [MISSING],
      testTimeout: 60_000,
      hookTimeout: 60_000,
      browser: {
        enabled: true,
        headless: true,
        // A picture of an empty page explains nothing, and would lie in the checkout.
        screenshotFailures: false,
        // Playwright's default is no sandbox, without which Chromium does not start for root.
        provider: playwright({ launchOptions: { executablePath } }),
        instances: [{ browser: "chromium" }],
      },
    },
  };
}
