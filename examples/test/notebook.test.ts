/** What each cell of the notebook in TypeScript prints, against what the one in Python printed, to the letter. */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { corpora, fileOfCorpus, golden, scratchFolder, skipNote, type TextName, withoutText } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { runExample } from "./run-example.ts";

interface Cell {
  readonly cell: string;
  readonly printed?: string;
  readonly printed_sha256?: string;
}

const names = golden<{ cells: Cell[] }>("notebook").cells.map(({ cell }) => cell.replaceAll(".", "\\."));

/** What the program printed, by cell. */
function cellsOf(stdout: string): Map<string, string> {
  const parts = stdout.split(new RegExp(`^\\n?# (${names.join("|")})\\n`, "m")).slice(1);
  return new Map(Array.from({ length: parts.length / 2 }, (_, i) => [parts[2 * i]!, parts[2 * i + 1]!]));
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Runs the program over a text that every clone has, or a corpus, and compares each cell. */
function describeNotebook(name: TextName, figures: "notebook" | "standing_notebook", run: () => Run): void {
  const { cells } = golden<{ cells: Cell[] }>(figures);
  const missing = withoutText(name);
  describe.skipIf(missing !== undefined)(`over ${name}${skipNote(missing)}`, () => {
    const printed = new Map<string, string>();

    test("the program runs, and has all 35 cells in order", () => {
      const { status, stdout, stderr } = run();
      expect([status, stderr]).toEqual([0, ""]);
      for (const [cell, text] of cellsOf(stdout)) printed.set(cell, text);
      expect([...printed.keys()]).toEqual(cells.map(({ cell }) => cell));
      expect(printed.size).toBe(35);
    });

    test.each(cells)("cell $cell", ({ cell, printed: expected, printed_sha256 }) => {
      const text = printed.get(cell)!.trimEnd();
      // Long prints are kept by their digest; the Python cell had a blank line of its own here.
      if (printed_sha256 === undefined) expect(text).toBe("");
      else if (cell === "1.6 first tokens") expect(text.split("\n")).toEqual(expected!.split("\n").filter(Boolean));
      else expect(sha256(text), text.slice(0, 2000)).toBe(printed_sha256);
    });
  });
}
type Run = ReturnType<typeof runExample>;

describeNotebook("story", "standing_notebook", () => runExample("notebook/notebook", [fileOfCorpus("story")]));
describeNotebook("the-verdict", "notebook", () => runExample("notebook/notebook", [], { WINDROW_CORPORA: corpora }));

test("the README shows what it prints of the story that ships with the demo", () => {
  const { stdout } = runExample("notebook/notebook", [fileOfCorpus("story")]);
  const shown = readFileSync(new URL("../notebook/README.md", import.meta.url), "utf8");
  expect(stdout).toContain(/```text\n(.*?)```/s.exec(shown)![1]);
});

test("a text that is too short is reported", () => {
  const short = `${scratchFolder()}/short.txt`;
  writeFileSync(short, "Rake it up, and cart it when it's fit.");
  const { status, stderr } = runExample("notebook/notebook", [short]);
  expect(status).toBe(1);
  expect(stderr).toContain("expected 801 tokens or more; give a longer FILE");
});
