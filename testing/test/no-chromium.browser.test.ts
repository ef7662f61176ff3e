/** Stands for every `*.browser.test.ts` where there is no Chromium to run them (vitest.browser.ts). */
import { test } from "vitest";

const title = "the tests in a browser [skipped: no Chromium at /usr/bin/chromium, set CHROMIUM]";

// For a skipped test vitest prints the file, not the name.
console.warn(title);
test.skip(title, () => {});
