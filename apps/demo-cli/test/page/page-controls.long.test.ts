/** The page's controls, with the pointer and with the keyboard alone. */
import { DataLoader, SlidingWindowDataset } from "@windrow/dataset";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { o200kBase } from "@windrow/tokenizer-bpe/o200k_base";
import { describe, expect, test } from "vitest";
import { expectCount, panelOf } from "./open-page.ts";
import { describePage, expectIds, RULES, TEXT } from "./report-page.ts";

describePage("the page", (report) => {
  describe("with the pointer", () => {
    test("a tip on a token, which Esc and leaving take away; a tap shows it too", async () => {
      const page = await report.open({ hasTouch: true });
      const token = panelOf(page, "gpt2").getByRole("option", { name: "space hay" });
      const tip = page.getByRole("tooltip");
      await token.hover();
      expect((await tip.locator("bdi").allTextContents()).join("|")).toBe(
        `\u00b7hay|id 27678|rank 27678: the lower, the earlier it was merged|4 bytes 20 68 61 79|token 2 of ${gpt2.encode(TEXT, RULES).length}`,
      );
      expect(await token.getAttribute("aria-describedby")).toBe(await tip.getAttribute("id"));
      await tip.hover();
      expect(await tip.isVisible()).toBe(true);
      await page.keyboard.press("Escape");
      expect(await tip.isVisible()).toBe(false);
      await panelOf(page, "simple").getByRole("option").first().tap();
      expect(await tip.textContent()).toContain("of the sorted vocabulary");
      await page.getByRole("heading", { level: 1 }).tap();
      expect(await tip.isVisible()).toBe(false);
    });

    test("white space is drawn where it is asked for", async () => {
      const page = await report.open();
      const panel = panelOf(page, "gpt2");
      expect(await panel.getByRole("option").nth(1).textContent()).toBe(" hay");
      await page.getByLabel("Show white space").check();
      expect(await panel.getByRole("option").nth(1).textContent()).toBe("\u00b7hay");
    });

    test("the buttons of the text box", async () => {
      const page = await report.open();
      const box = page.getByLabel("Your text");
      await page.getByRole("button", { name: "Try a sentence" }).click();
      expect(await box.inputValue()).toBe("Here is an unknown word: Alvazska");
      await expectCount(page, "gpt2", 10);
      await expectIds(page, "Here is an unknown word: Alvazska");
      const unknown = panelOf(page, "simple").locator(".unknown");
      await expect.poll(() => unknown.allTextContents()).toContain("Alvazska");
      await page.getByRole("button", { name: "Clear" }).click();
      await expectCount(page, "gpt2", 0);
      await page.getByText("The text has 0 tokens: a window of 4 needs 5").waitFor();
      await page.getByRole("button", { name: "Back to the report" }).click();
      await expectCount(page, "gpt2", gpt2.encode(TEXT, RULES).length);
    });

    test("all ids are copied", async () => {
      const page = await report.open({ permissions: ["clipboard-read", "clipboard-write"] });
      await page.getByRole("button", { name: "Copy ids of o200k_base" }).click();
      const ids = o200kBase.encode(TEXT, RULES);
      await page.getByText(`${ids.length} ids copied`).waitFor();
      expect(await page.evaluate("navigator.clipboard.readText()")).toBe(ids.join(" "));
      // Nothing has been copied from the new text yet.
      await page.getByRole("button", { name: "Clear" }).click();
      await expectCount(page, "o200k_base", 0);
      expect(await page.getByText("copied").count()).toBe(0);
    });

    test("windows and batches are the dataset package's, for every setting", async () => {
      const page = await report.open();
      await page.getByLabel("Encoding").selectOption("o200k_base");
      await page.getByLabel("Context").fill("5");
      await page.getByLabel("Stride").fill("2");
      await page.getByLabel("Batch size").fill("3");
      await page.getByLabel("Shuffle").check();
      await page.getByRole("button", { name: "Next batch" }).click();
      await page.getByText("batch 2 of").waitFor();
      const dataset = new SlidingWindowDataset(o200kBase.encode(TEXT, RULES), { maxLength: 5, stride: 2 });
      const [, second] = [...new DataLoader(dataset, { batchSize: 3, shuffle: true, seed: 69 })];
      const idsIn = async (name: string): Promise<number[]> => {
        const cells = page.getByRole("region", { name: `${name} [3, 5]` }).locator("tbody td");
        return (await cells.evaluateAll((all) => all.map((cell) => cell.firstChild!.textContent))).map(Number);
      };
      expect(await idsIn("input ids")).toEqual([...second!.inputIds.data]);
      expect(await idsIn("target ids")).toEqual([...second!.targetIds.data]);
      expect(await page.getByText(`${dataset.length} windows of 5 tokens`).isVisible()).toBe(true);
      for (const [i, kind] of (["input", "target"] as const).entries()) {
        const row = page.locator(`.window:nth-child(2) .${kind} .cell`);
        const { inputIds, targetIds } = dataset.get(1);
        expect((await row.locator("small").allTextContents()).map(Number)).toEqual([...[inputIds, targetIds][i]!]);
        // The first column has names, the text's columns follow; the target is one further.
        expect(await row.first().evaluate((cell) => (cell as HTMLElement).style.gridColumnStart)).toBe(String(4 + i));
      }
      await page.getByRole("button", { name: "Previous batch" }).click();
      await page.getByText("batch 1 of").waitFor();
      expect(await page.getByRole("button", { name: "Previous batch" }).isDisabled()).toBe(true);
    });

    test("heat maps read out numbers, and the tables behind have them", async () => {
      const page = await report.open();
      const figure = page.getByRole("figure", { name: "Token embeddings" });
      await figure.locator("canvas").hover({ position: { x: 2, y: 2 } });
      const readout = await figure.locator(".readout").textContent();
      await figure.locator("summary").click();
      const firstCell = await figure.locator("tbody tr").first().locator("td").first().textContent();
      expect(readout).toMatch(new RegExp(`, column 0: ${firstCell}$`));
      const comparison = page.getByRole("region", { name: "One token at two places" }).locator("tbody tr");
      expect(await comparison.locator("td:last-child").allTextContents()).toEqual(["equal", "different", "different"]);
    });
  });

  describe("with the keyboard alone", () => {
    test("every control is reached by Tab, each list once, and works", async () => {
      const page = await report.open();
      const reached: string[] = [];
      for (let presses = 0; presses < 80; presses++) {
        await page.keyboard.press("Tab");
        const name = await page.evaluate(() => {
          const at = document.activeElement as HTMLElement;
          if (at === document.body) return "";
          const list = at.closest("[role=listbox]")?.getAttribute("aria-label");
          return list ?? at.getAttribute("aria-label") ?? at.closest("label")?.innerText ?? at.innerText;
        });
        // Behind the last one the browser begins again.
        if (name === "" || (presses > 0 && name.startsWith("Your text"))) break;
        reached.push(name.trim().split("\n")[0]!);
      }
      const controls = await page
        .locator("button:enabled, textarea, select, input, summary, [role=region][tabindex]")
        .count();
      const lists = await page.getByRole("listbox").count();
      expect(reached.length, reached.join("; ")).toBe(controls + lists);
      expect(reached).toEqual(
        expect.arrayContaining(["Your text", "Show white space", "Tokens of gpt2", "Copy ids of simple", "Context 4"]),
      );
    });

    test("tokens by arrow keys, Home and End, with their tips", async () => {
      const page = await report.open();
      const tokens = panelOf(page, "gpt2").getByRole("option");
      const focused = (): Promise<string | null> =>
        page.evaluate(() => document.activeElement!.getAttribute("aria-label"));
      await tokens.first().focus();
      const tip = page.getByRole("tooltip");
      expect(await tip.textContent()).toContain("id 464");
      await page.keyboard.press("ArrowRight");
      expect(await focused()).toBe("space hay, id 27678");
      expect(await tip.textContent()).toContain("id 27678");
      await page.keyboard.press("ArrowDown");
      const down = await focused();
      expect(down).not.toBe("space hay, id 27678");
      await page.keyboard.press("ArrowUp");
      expect(await focused()).toBe("space hay, id 27678");
      await page.keyboard.press("End");
      expect(await tip.textContent()).toMatch(/token (\d+) of \1$/);
      await page.keyboard.press("Home");
      expect(await focused()).toBe("The, id 464");
      await page.keyboard.press("Escape");
      expect(await tip.isVisible()).toBe(false);
      expect(await focused()).toBe("The, id 464");
    });

    test("typing, switches, sliders, tables", async () => {
      const page = await report.open();
      await page.getByLabel("Your text").focus();
      await page.keyboard.press("Control+A");
      await page.keyboard.type("Rake the hay, rake the hay, rake the hay.");
      await expectIds(page, "Rake the hay, rake the hay, rake the hay.");
      await page.getByLabel("Show white space").focus();
      await page.keyboard.press("Space");
      expect(await panelOf(page, "gpt2").getByRole("option").nth(2).textContent()).toBe("\u00b7the");
      await page.getByLabel("Context").focus();
      await page.keyboard.press("ArrowLeft");
      await page.getByText("windows of 3 tokens").waitFor();
      const summary = page.locator("summary", { hasText: "As a table: windows" });
      await summary.focus();
      await page.keyboard.press("Enter");
      const first = page.getByRole("region", { name: "Table: windows" }).locator("tbody tr").first();
      const ids = gpt2.encode("Rake the hay, rake the hay, rake the hay.");
      expect(await first.locator("td").nth(1).textContent()).toBe(ids.subarray(0, 3).join(" "));
      expect(await first.locator("td").nth(2).textContent()).toBe(ids.subarray(1, 4).join(" "));
      await page.getByRole("listbox", { name: "Tokens on the map" }).getByRole("option").first().focus();
      expect(await page.getByRole("tooltip").textContent()).toMatch(/in the textx/);
    });
  });
});
