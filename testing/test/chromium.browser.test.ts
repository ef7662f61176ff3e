/** What a `*.browser.test.ts` runs in: a browser, which has nothing of Node. */
import { expect, test } from "vitest";

test("the page is in Chromium", () => {
  expect(navigator.userAgent).toMatch(/ (Headless)?Chrome\/\d+/);
});
test.each(["Buffer", "require", "setImmediate"])("Node's %s is not there", (name) => {
  expect(name in globalThis).toBe(false);
});
