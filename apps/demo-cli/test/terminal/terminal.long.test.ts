/** Every command in a real pseudo-terminal of 40, 80, 120 and 200 columns, with and without colour, read by a terminal emulator. */
import { stripVTControlCharacters } from "node:util";
import xterm from "@xterm/headless";
import { skipNote } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { graphemesOf, widthOf } from "../../src/show/graphemes.ts";
import { drawText } from "../../src/show/draw-text.ts";
import { noTerminal, runInTerminal } from "../helpers/pseudo-terminal.ts";
import { scratchFolder } from "../helpers/scratch-folder.ts";

const scratch = scratchFolder();

/** What a terminal may get wrong: wide, combining, joined, right to left, tabs, controls, escape sequences, long runs. */
const TRICKY = [
  "Rake it, she said. \u65e5\u672c\u8a9e\u306e\u6587\u7ae0\u3092\u3001\u5e83\u3044\u5e45\u3067\u3002",
  "cafe\u0301 n\u0303o Z\u0351\u0352\u0353algo \u0915\u094d\u0937\u093f \u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466} \u{1f3f3}\ufe0f\u200d\u{1f308} \u{1f1ef}\u{1f1f5} \u{1f44d}\u{1f3fd}",
  "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd \u202eoverride\u202c \u2066isolate\u2069 \u200b\ufeff\u00ad",
  "tab\there \u001b[31mred\u001b[0m \u001b]0;title\u0007 \u009b31m bell\u0007 back\b\b\b \r\n",
  `${"a".repeat(450)} ${"\u4e2d".repeat(150)}`,
  "\u0301starts with a mark<|endoftext|>next",
].join("\n");

interface Screen {
  readonly lines: readonly string[];
  /** Whether the terminal had to break a line. */
  readonly isWrapped: boolean;
  readonly hasColour: boolean;
}

/** What a terminal of that width shows. */
async function screenOf(output: string, columns: number): Promise<Screen> {
  const terminal = new xterm.Terminal({ cols: columns, rows: 50, scrollback: 100_000, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(output, resolve));
  const { active } = terminal.buffer;
  let [isWrapped, hasColour] = [false, false];
  const lines = Array.from({ length: active.length }, (_, y) => {
    const line = active.getLine(y)!;
    isWrapped ||= line.isWrapped;
    for (let x = 0; x < columns; x++) hasColour ||= !line.getCell(x)!.isBgDefault();
    return line.translateToString(true);
  });
  terminal.dispose();
  return { lines, isWrapped, hasColour };
}

describe.skipIf(noTerminal !== undefined)(`in a pseudo-terminal${skipNote(noTerminal)}`, () => {
  const commands: [string, (file: string) => string[]][] = [
    ["tokenize", (file) => ["tokenize", file]],
    ["tokenize --whitespace", (file) => ["tokenize", file, "--whitespace", "-e", "o200k_base"]],
    ["tokenize --special all", (file) => ["tokenize", file, "--special", "all"]],
    ["count", (file) => ["count", file, file.replace("tricky", "*")]],
    ["compare", (file) => ["compare", file]],
    ["diff", (file) => ["diff", "gpt2", "o200k_base", file, "--limit", "100"]],
    ["windows", (file) => ["windows", file, "--max-length", "7", "--stride", "3", "--limit", "60"]],
    ["batches", (file) => ["batches", file, "--max-length", "9", "--batch-size", "4", "--limit", "9"]],
    ["embed", (file) => ["embed", file, "--embedding-dim", "12", "--limit", "90"]],
    ["inspect", () => ["inspect", "0", "222", "50256", "27678", "33768"]],
    ["demo", (file) => ["demo", file, "--embedding-dim", "12"]],
  ];
  const looks = [40, 80, 120, 200].flatMap(
    (columns): { columns: number; env: Record<string, string>; colour: boolean }[] => [
      { columns, env: {}, colour: true },
      { columns, env: { NO_COLOR: "1" }, colour: false },
    ],
  );

  test.each(commands)("%s: no line is broken by the terminal, no control reaches it", async (name, args) => {
    const file = await scratch.write("tricky.txt", TRICKY);
    for (const { columns, env, colour } of looks) {
      const { code, output } = await runInTerminal(args(file), { columns, env });
      expect(code).toBe(0);
      const screen = await screenOf(output, columns);
      expect({ name, columns, isWrapped: screen.isWrapped }).toEqual({ name, columns, isWrapped: false });
      expect(screen.lines.join("").length).toBeGreaterThan(100);
      // Colours, erasing a line and line ends are the only controls; nothing of the text's own.
      const rest = output.replaceAll(/\u001b\[[\d;]*m|\r?\u001b\[K|\r*\n/g, "");
      expect(rest).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      if (!colour) expect(output).not.toMatch(/\u001b\[[\d;]*m/);
      if (["tokenize", "compare", "demo"].includes(name)) expect(screen.hasColour).toBe(colour);
      for (const line of stripVTControlCharacters(output).split(/\r?\n/))
        expect(widthOf(line)).toBeLessThanOrEqual(columns);
    }
  });

  test("help fits 80 columns", async () => {
    for (const command of [
      "demo",
      "tokenize",
      "count",
      "truncate",
      "split",
      "decode",
      "compare",
      "diff",
      "chat",
      "windows",
      "batches",
      "embed",
      "inspect",
      "pack",
      "prepare",
      "worker",
      "status",
      "resume",
      "verify",
      "completion",
    ]) {
      const { code, output } = await runInTerminal([command, "--help"], { columns: 80 });
      expect([command, code, (await screenOf(output, 80)).isWrapped]).toEqual([command, 0, false]);
      expect(output).toMatch(/^Examples:\r\n {2}/);
    }
  });

  test("what tokenize shows is the whole text, character for character", async () => {
    const text = TRICKY.replaceAll("|", "/");
    const file = await scratch.write("whole.txt", text);
    for (const columns of [40, 80, 200]) {
      const { output } = await runInTerminal(["tokenize", file, "--special", "none"], {
        columns,
        env: { NO_COLOR: "1" },
      });
      const lines = output
        // Without the total and the hint below the text.
        .replace(/\r?\n\r?\n\d+ tokens, [^]*/, "")
        .split(/\r?\n/)
        .filter((_, i) => i % 2 === 0);
      // Padding is behind a piece, where no visible text has a space.
      const shown = lines.map((line) => line.replaceAll(/[| ]/g, "")).join("");
      expect([...graphemesOf(shown)]).toEqual(
        [...graphemesOf(drawText(text, true))].filter((character) => character !== " "),
      );
    }
  });

  test("a hint and progress are for a person: the terminal gets them, a pipe does not", async () => {
    const { output } = await runInTerminal(["tokenize", "--text", "hay"], { columns: 80 });
    expect(output).toContain("Next: windrow compare");
    const dumb = await runInTerminal(["tokenize", "--text", "hay"], { columns: 80, env: { TERM: "dumb" } });
    expect(dumb.output).not.toContain("\u001b");
    expect(dumb.output).not.toContain("Next:");
  });

  test("--no-color, FORCE_COLOR and COLUMNS", async () => {
    const colours = /\u001b\[/;
    const run = async (args: string[], env = {}): Promise<string> =>
      (await runInTerminal(["tokenize", "--text", "hay in rows", ...args], { columns: 80, env })).output;
    expect(await run(["--no-color"])).not.toMatch(colours);
    expect(await run([], { FORCE_COLOR: "0" })).not.toMatch(colours);
    expect(await run([], { FORCE_COLOR: "1", TERM: "dumb" })).toMatch(colours);
    expect(await run(["--color"], { NO_COLOR: "1" })).toMatch(colours);
    const wide = await runInTerminal(["tokenize", "--text", "hay ".repeat(60)], {
      columns: 40,
      env: { COLUMNS: "120", NO_COLOR: "1" },
    });
    expect(Math.max(...wide.output.split(/\r?\n/).map((line) => line.length))).toBeGreaterThan(100);
  });
});
