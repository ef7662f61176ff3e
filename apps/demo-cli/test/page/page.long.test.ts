/** The page, opened from its file in headless Chromium: what it shows of a text, written in the report or typed. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { modelFamily } from "@windrow/testing/hugging-face";
import { BpeTokenizer } from "@windrow/tokenizer-bpe";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { expect, onTestFinished, test } from "vitest";
import { BIN, expectCount, openPage, panelOf, putText, shownIds, windrow } from "./open-page.ts";
import { countsOf, describePage, expectIds, IN_A_BOX, RULES, TEXT } from "./report-page.ts";

describePage("the page", (report) => {
  test("lists a vocabulary of your own before the encodings, and its merges in the order learned", async () => {
    const [text, vocab, output] = ["odd.txt", 'my <b>"own".tiktoken', "own.html"].map((name) =>
      join(report.scratch, name),
    );
    await writeFile(text!, TEXT.repeat(3));
    windrow("train", text!, "--vocab-size", "330", "--special-token", "<|endoftext|>", "-o", vocab!);
    windrow("report", text!, "-o", output!, "--vocab", vocab!);
    const watched = await openPage(report.browser, pathToFileURL(output!).href);
    onTestFinished(async () => {
      await watched.page.context().close();
    });
    const own = BpeTokenizer.fromTiktoken(readFileSync(vocab!), {
      name: "own",
      pattern: "cl100k_base",
      specialTokens: { "<|endoftext|>": 329 },
    });
    await putText(watched.page, TEXT, { 'my <b>"own"': own.encode(IN_A_BOX, RULES).length });
    expect(await shownIds(watched.page, 'my <b>"own"')).toEqual([...own.encode(IN_A_BOX, RULES).subarray(0, 400)]);
    await watched.page.getByText(/the merges in the order learned, all 73/).click();
    const rows = watched.page.locator("section", { hasText: "nothing is unknown" }).locator("table.data tbody tr");
    // A table is made when its summary tells that it was opened.
    await expect.poll(() => rows.count()).toBe(73);
    const ids = own.encode(TEXT.repeat(3), RULES);
    const [number, ...cells] = await rows.nth(5).locator("th, td").allTextContents();
    const times = ids.reduce((sum, id) => sum + Number(id === 261), 0);
    expect([number, cells[3], cells[4]]).toEqual(["6", "261", String(times)]);
    expect(cells[2]).toBe(`${cells[0]}${cells[1]}`);
    watched.expectQuiet();
  });

  test("has a model's tokenizer in it, with the ids that Hugging Face's library answers", async () => {
    const { json, encode } = modelFamily("qwen3");
    const [text, file, output] = ["hay.txt", "tokenizer.json", "model.html"].map((name) => join(report.scratch, name));
    await writeFile(text!, "Make hay while the sun shines.");
    await writeFile(file!, JSON.stringify(json));
    windrow("report", text!, "-o", output!, "--tokenizer", file!);
    const watched = await openPage(report.browser, pathToFileURL(output!).href);
    onTestFinished(async () => {
      await watched.page.context().close();
    });
    const name = basename(report.scratch);
    // A text box has no carriage returns and shows the first tokens.
    const answers = encode.filter(
      ({ text: one, asText: { length } }) => length > 5 && length < 300 && !/[\0\r]/.test(one),
    );
    expect(answers.length).toBeGreaterThan(10);
    for (const { text: one, asText } of answers.slice(0, 10)) {
      await putText(watched.page, one, { [name]: asText.length });
      expect(await shownIds(watched.page, name)).toEqual(asText);
    }
    watched.expectQuiet();
  });

  test("shows a hostile text as text, with the packages' ids", async () => {
    const page = await report.open();
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
    const page = await report.open();
    await putText(page, text, countsOf(text.replaceAll("\r\n", "\n")));
    await expectIds(page, text.replaceAll("\r\n", "\n"));
  });

  test("right-to-left text runs from the right, and its arrow keys with it", async () => {
    const page = await report.open();
    const text = "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd";
    await putText(page, text, countsOf(text));
    expect(await page.getByLabel("Your text").getAttribute("dir")).toBe("rtl");
    const tokens = panelOf(page, "simple").getByRole("option");
    await tokens.first().focus();
    await page.keyboard.press("ArrowLeft");
    expect(await tokens.nth(1).evaluate((token) => token === document.activeElement)).toBe(true);
  });

  test("a megabyte: counted, its beginning shown with a notice, and more on demand", async () => {
    const page = await report.open();
    const text = "Rake the hay into rows before the rain. ".repeat(25_000);
    await putText(page, text, countsOf(text));
    const panel = panelOf(page, "gpt2");
    expect(await panel.locator(".notice").textContent()).toContain("The first 400 of 250,001 tokens are shown.");
    await panel.getByRole("button", { name: "Show 400 more tokens of gpt2" }).click();
    await panel.locator("[data-id]").nth(799).waitFor();
    expect(await shownIds(page, "gpt2")).toEqual([...gpt2.encode(text).subarray(0, 800)]);
  });

  test("a long text is pasted where the cursor is", async () => {
    const page = await report.open({ permissions: ["clipboard-read", "clipboard-write"] });
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

  test("windrow serve shows the same page, which asks for nothing else", async () => {
    const child = spawn(process.execPath, [BIN, "serve", "--port", "0"]);
    onTestFinished(() => void child.kill("SIGINT"));
    const address = await new Promise<string>((resolve) =>
      child.stdout.once("data", (chunk) => resolve(String(chunk).trim())),
    );
    const { page, expectQuiet } = await openPage(report.browser, address);
    await page.getByLabel("Your text").fill("Rake the hay.");
    await expectCount(page, "gpt2", 5);
    expect(await shownIds(page, "gpt2")).toEqual([...gpt2.encode("Rake the hay.")]);
    expectQuiet();
    await page.context().close();
  });
});
