/**
 * The page that the real `windrow report` writes, opened from its file in headless Chromium and used as
 * a person would. Skipped where there is no Chromium.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DataLoader, SlidingWindowDataset } from "@windrow/dataset";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { o200kBase } from "@windrow/tokenizer-bpe/o200k_base";
import { SimpleTokenizer } from "@windrow/tokenizer-simple";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright";
import { skipNote } from "@windrow/testing";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import {
  BIN,
  CHROMIUM,
  expectCount,
  launchChromium,
  openPage,
  panelOf,
  putText,
  shownIds,
  windrow,
  type WatchedPage,
} from "./open-page.ts";

const TEXT = [
  "The hay is dry, and the rows are long. <|endoftext|> Rake it, she said.",
  "</script><script>alert(1)</script><img src=x onerror=alert(2)><!-- <b>bold</b> &amp; <|unk|>",
  "family \u{1f468}\u200d\u{1f469}\u200d\u{1f467} caf\u00e9 e\u0301 \u8349",
  "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u202eback\u202c\r\nline\u2028end\u0007\n\n  two",
].join("\n");

/** A text box knows one kind of line end. */
const IN_A_BOX = TEXT.replaceAll("\r\n", "\n");

const RULES = { allowedSpecial: ["<|endoftext|>"], disallowedSpecial: [] };
const words = new SimpleTokenizer(TEXT, { whitespace: "drop" });
const encoders: Readonly<Record<string, (text: string) => Int32Array>> = {
  simple: (text) => words.encode(text),
  gpt2: (text) => gpt2.encode(text, RULES),
  o200k_base: (text) => o200kBase.encode(text, RULES),
};
const countsOf = (text: string): Record<string, number> =>
  Object.fromEntries(Object.entries(encoders).map(([name, encode]) => [name, encode(text).length]));

describe.skipIf(CHROMIUM === undefined)(
  `the page${skipNote(CHROMIUM === undefined ? "no Chromium at /usr/bin/chromium, set CHROMIUM" : undefined)}`,
  () => {
    let scratch: string;
    let url: string;
    let browser: Browser;
    beforeAll(async () => {
      scratch = await mkdtemp(join(tmpdir(), "windrow-page-"));
      const [input, output] = [join(scratch, "odd <b>&lt; name.txt"), join(scratch, "page.html")];
      await writeFile(input, TEXT);
      windrow("report", input, "-o", output, "--encoding", "gpt2,o200k_base");
      url = pathToFileURL(output).href;
      browser = await launchChromium();
    });
    afterAll(async () => {
      await browser.close();
      await rm(scratch, { recursive: true });
    });

    const open = async (options?: Parameters<typeof openPage>[2]): Promise<Page> => {
      const watched: WatchedPage = await openPage(browser, url, options);
      onTestFinished(async () => {
        await watched.page.context().close();
      });
      for (const [name, count] of Object.entries(countsOf(TEXT))) await expectCount(watched.page, name, count);
      // At the end of every test, whatever it did.
      onTestFinished(watched.expectQuiet);
      return watched.page;
    };
    const expectIds = async (page: Page, text: string): Promise<void> => {
      for (const [name, encode] of Object.entries(encoders)) {
        expect(await shownIds(page, name), name).toEqual([...encode(text).subarray(0, 400)]);
      }
    };

    test("shows a hostile text as text, with the packages' ids", async () => {
      const page = await open();
      await expectIds(page, TEXT);
      expect(await page.getByLabel("Your text").inputValue()).toBe(IN_A_BOX);
      expect(await page.locator("script").count()).toBe(5);
      expect(await page.locator("img, b").count()).toBe(0);
      expect(await page.title()).toBe("odd <b>&lt; name.txt \u00b7 windrow");
      const panel = panelOf(page, "gpt2");
      expect(await panel.locator(".special").allTextContents()).toEqual(["<|endoftext|>"]);
      const family = panel.locator(".whole", { hasText: "\u{1f468}\u200d\u{1f469}\u200d\u{1f467}" });
      expect(await family.locator("[data-id]").allTextContents()).toEqual([
        " <0xF0><0x9F><0x91>",
        "<0xA8>",
        "<0xE2><0x80>",
        "<0x8D>",
        "<0xF0><0x9F><0x91>",
        "<0xA9>",
        "<0xE2><0x80>",
        "<0x8D>",
        "<0xF0><0x9F><0x91>",
        "<0xA7>",
      ]);
      expect(await panel.locator(".whole", { hasText: "\u8349" }).locator("[data-id]").allTextContents()).toEqual([
        expect.stringMatching(/^.?<0xE8>$/),
        "<0x8D>",
        "<0x89>",
      ]);
      expect(await panel.textContent()).not.toMatch(/[\u202a-\u202e\u0007\u2028]/);
    });

    test.each([
      ["markup", "</script><script>alert(1)</script><img src=x onerror=alert(1)> {{x}} ${y}"],
      ["lone surrogates", "high \ud83d low \udc00 both \udc00\ud83d"],
      ["a long word", `${"y".repeat(100_000)}`],
      [
        "emoji families",
        "\u{1f469}\u200d\u{1f469}\u200d\u{1f466}\u{1f3fd} \u{1f3f4}\u{e0067}\u{e0062}\u{e007f} ".repeat(5),
      ],
      ["Arabic and Hebrew", "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd, hay \u202e dry \u2066"],
      ["marks without end", `e${"\u0301".repeat(500)} x`],
      ["nothing", ""],
      ["white space", " \t\n\r\n \u00a0\u3000 "],
      ["special tokens", "<|endoftext|><|endoftext|> <|endoftext|> <|unk|> <|endofprompt|>"],
    ])("typed: %s", async (_, text) => {
      const page = await open();
      await putText(page, text, countsOf(text.replaceAll("\r\n", "\n")));
      await expectIds(page, text.replaceAll("\r\n", "\n"));
    });

    test("right-to-left text runs from the right, and its arrow keys with it", async () => {
      const page = await open();
      const text = "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd";
      await putText(page, text, countsOf(text));
      expect(await page.getByLabel("Your text").getAttribute("dir")).toBe("rtl");
      const tokens = panelOf(page, "simple").getByRole("option");
      await tokens.first().focus();
      await page.keyboard.press("ArrowLeft");
      expect(await tokens.nth(1).evaluate((token) => token === document.activeElement)).toBe(true);
    });

    test("a megabyte: counted, its beginning shown with a notice, and more on demand", async () => {
      const page = await open();
      const text = "Rake the hay into rows before the rain. ".repeat(25_000);
      await putText(page, text, countsOf(text));
      const panel = panelOf(page, "gpt2");
      expect(await panel.locator(".notice").textContent()).toContain("The first 400 of 250,001 tokens are shown.");
      await panel.getByRole("button", { name: "Show 400 more tokens of gpt2" }).click();
      await panel.locator("[data-id]").nth(799).waitFor();
      expect(await shownIds(page, "gpt2")).toEqual([...gpt2.encode(text).subarray(0, 800)]);
    });

    test("a long text is pasted where the cursor is", async () => {
      const page = await open({ permissions: ["clipboard-read", "clipboard-write"] });
      const text = "turn the hay, ".repeat(20_000);
      await putText(page, "Rake. Cart.", countsOf("Rake. Cart."));
      await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
      const box = page.getByLabel("Your text");
      await box.evaluate((area) => {
        area.focus();
        (area as HTMLTextAreaElement).setSelectionRange(6, 10);
      });
      await page.keyboard.press("Control+V");
      await page.keyboard.type("it");
      const result = `Rake. ${text}it.`;
      for (const [name, count] of Object.entries(countsOf(result))) await expectCount(page, name, count);
      expect(await box.inputValue()).toBe(result);
    });

    describe("with the pointer", () => {
      test("a tip on a token, which Esc and leaving take away; a tap shows it too", async () => {
        const page = await open({ hasTouch: true });
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
        const page = await open();
        const panel = panelOf(page, "gpt2");
        expect(await panel.getByRole("option").nth(1).textContent()).toBe(" hay");
        await page.getByLabel("Show white space").check();
        expect(await panel.getByRole("option").nth(1).textContent()).toBe("\u00b7hay");
      });

      test("the buttons of the text box", async () => {
        const page = await open();
        const box = page.getByLabel("Your text");
        await page.getByRole("button", { name: "Try a sentence" }).click();
        expect(await box.inputValue()).toBe("Here is an unknown word: Alvazska");
        await expectCount(page, "gpt2", 10);
        await expectIds(page, "Here is an unknown word: Alvazska");
        expect(await panelOf(page, "simple").locator(".unknown").allTextContents()).toContain("Alvazska");
        await page.getByRole("button", { name: "Clear" }).click();
        await expectCount(page, "gpt2", 0);
        expect(await page.getByText("The text has 0 tokens: a window of 4 needs 5").isVisible()).toBe(true);
        await page.getByRole("button", { name: "Back to the report" }).click();
        await expectCount(page, "gpt2", gpt2.encode(TEXT, RULES).length);
      });

      test("all ids are copied", async () => {
        const page = await open({ permissions: ["clipboard-read", "clipboard-write"] });
        await page.getByRole("button", { name: "Copy ids of o200k_base" }).click();
        const ids = o200kBase.encode(TEXT, RULES);
        await page.getByText(`${ids.length} ids copied`).waitFor();
        expect(await page.evaluate("navigator.clipboard.readText()")).toBe(ids.join(" "));
      });

      test("windows and batches are the dataset package's, for every setting", async () => {
        const page = await open();
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
        const page = await open();
        const figure = page.getByRole("figure", { name: "Token embeddings" });
        await figure.locator("canvas").hover({ position: { x: 2, y: 2 } });
        const readout = await figure.locator(".readout").textContent();
        await figure.locator("summary").click();
        const firstCell = await figure.locator("tbody tr").first().locator("td").first().textContent();
        expect(readout).toMatch(new RegExp(`, column 0: ${firstCell}$`));
        const comparison = page.getByRole("region", { name: "One token at two places" }).locator("tbody tr");
        expect(await comparison.locator("td:last-child").allTextContents()).toEqual([
          "equal",
          "different",
          "different",
        ]);
      });
    });

    describe("with the keyboard alone", () => {
      test("every control is reached by Tab, each list once, and works", async () => {
        const page = await open();
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
          expect.arrayContaining([
            "Your text",
            "Show white space",
            "Tokens of gpt2",
            "Copy ids of simple",
            "Context 4",
          ]),
        );
      });

      test("tokens by arrow keys, Home and End, with their tips", async () => {
        const page = await open();
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
        const page = await open();
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

    describe("for everybody", () => {
      const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
      const cases = (["light", "dark"] as const).flatMap((scheme) =>
        [1280, 390].map((width) => [scheme, width] as const),
      );

      test.each(cases)("axe finds nothing: %s, %i px", async (colorScheme, width) => {
        const page = await open({ colorScheme, viewport: { width, height: 900 } });
        // All there is: tables open, a notice, an unknown word, a tip.
        const text = `${IN_A_BOX} Alvazska `.repeat(4);
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
        expect(passes.map(({ id }) => id)).toEqual(
          expect.arrayContaining(["color-contrast", "aria-required-children"]),
        );
      });

      test.each([320, 390, 768, 1280, 1920])("nothing is wider than %i px (320 is 1280 at 400 %)", async (width) => {
        const page = await open({ viewport: { width, height: 700 } });
        const text = `${IN_A_BOX}${"w".repeat(3000)}`;
        await putText(page, text, countsOf(text));
        const [content, room] = await page.evaluate(() => [
          document.documentElement.scrollWidth,
          document.documentElement.clientWidth,
        ]);
        expect(content).toBe(room);
      });

      test("the heat maps follow the colour scheme", async () => {
        const page = await open({ colorScheme: "light" });
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

    test("windrow serve shows the same page, which asks for nothing else", async () => {
      const child = spawn(process.execPath, [BIN, "serve", "--port", "0"]);
      onTestFinished(() => void child.kill("SIGINT"));
      const address = await new Promise<string>((resolve) =>
        child.stdout.once("data", (chunk) => resolve(String(chunk).trim())),
      );
      const { page, expectQuiet } = await openPage(browser, address);
      await page.getByLabel("Your text").fill("Rake the hay.");
      await expectCount(page, "gpt2", 5);
      expect(await shownIds(page, "gpt2")).toEqual([...gpt2.encode("Rake the hay.")]);
      expectQuiet();
      await page.context().close();
    });
  },
);
