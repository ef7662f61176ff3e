/** The page for everybody: checked by axe, at many widths, in both colour schemes. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { expect, test } from "vitest";
import { panelOf, putText } from "./open-page.ts";
import { countsOf, describePage, IN_A_BOX } from "./report-page.ts";

describePage("the page for everybody", (report) => {
  const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const cases = (["light", "dark"] as const).flatMap((scheme) => [1280, 390].map((width) => [scheme, width] as const));

  test.each(cases)("axe finds nothing: %s, %i px", async (colorScheme, width) => {
    const page = await report.open({ colorScheme, viewport: { width, height: 900 } });
    // All there is: tables open, a notice, an unknown word, a tip.
    const text = `${IN_A_BOX} Alvazska `;
    await putText(page, text, countsOf(text));
    for (const name of ["windows", "Token embeddings", "the map"]) {
      await page.getByText(`As a table: ${name}`, { exact: true }).click();
    }
    await panelOf(page, "gpt2").getByRole("option").first().focus();
    await page.evaluate(axeSource);
    const { violations, passes } = (await page.evaluate("axe.run()")) as AxeResults;
    const found = violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map(({ html, failureSummary }) => `${html} ${failureSummary}`)
          .slice(0, 3)
          .join(" | ")}`,
    );
    expect(found).toEqual([]);
    expect(passes.map(({ id }) => id)).toEqual(expect.arrayContaining(["color-contrast", "aria-required-children"]));
  });

  test.each([320, 390, 768, 1280, 1920])("nothing is wider than %i px (320 is 1280 at 400 %)", async (width) => {
    const page = await report.open({ viewport: { width, height: 700 } });
    const text = `${IN_A_BOX}${"w".repeat(3000)}`;
    await putText(page, text, countsOf(text));
    const [content, room] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(content).toBe(room);
  });

  test("the heat maps follow the colour scheme", async () => {
    const page = await report.open({ colorScheme: "light" });
    const pixels = (): Promise<string> =>
      page
        .locator("canvas")
        .first()
        .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
    const light = await pixels();
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(pixels).not.toEqual(light);
  });
});
