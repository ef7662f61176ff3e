/** What each cell of the notebook in TypeScript prints, against what the one in Python printed, to the letter. */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { corpora, golden, skipNote } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { runExample } from "./run-example.ts";
import { scratchFolder } from "./scratch-folder.ts";

interface Cell {
  readonly cell: string;
  readonly printed?: string;
  readonly printed_sha256?: string;
}

const { cells } = golden<{ cells: Cell[] }>("notebook");
const shippedText = fileURLToPath(new URL("../../apps/demo-cli/texts/the-long-field.txt", import.meta.url));

/** What the program printed, by cell. */
function cellsOf(stdout: string): Map<string, string> {
  const names = cells.map(({ cell }) => cell.replaceAll(".", "\\.")).join("|");
  const parts = stdout.split(new RegExp(`^\\n?# (${names})\\n`, "m")).slice(1);
  return new Map(Array.from({ length: parts.length / 2 }, (_, i) => [parts[2 * i]!, parts[2 * i + 1]!]));
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const reason = corpora === undefined ? "no corpora, set WINDROW_CORPORA" : undefined;
describe.skipIf(reason !== undefined)(`over the-verdict${skipNote(reason)}`, () => {
  const printed = new Map<string, string>();

  test("the program runs, and has all 35 cells in order", () => {
    const { status, stdout, stderr } = runExample("notebook/notebook", [], { WINDROW_CORPORA: corpora });
    expect([status, stderr]).toEqual([0, ""]);
    for (const [cell, text] of cellsOf(stdout)) printed.set(cell, text);
    expect([...printed.keys()]).toEqual(cells.map(({ cell }) => cell));
    expect(printed.size).toBe(35);
  });

  test.each(cells)("cell $cell", ({ cell, printed: expected, printed_sha256 }) => {
    const text = printed.get(cell)!.trimEnd();
    // Long prints are kept by their beginning and their digest; the Python cell had a blank line of its own here.
    if (printed_sha256 === undefined) expect(text).toBe("");
    else if (cell === "1.6 first tokens") expect(text.split("\n")).toEqual(expected!.split("\n").filter(Boolean));
    else expect(sha256(text), text.slice(0, 2000)).toBe(printed_sha256);
  });
});

test("any text does: the story that ships with the demo", () => {
  const { status, stdout, stderr } = runExample("notebook/notebook", [shippedText]);
  expect([status, stderr]).toEqual([0, ""]);
  const printed = cellsOf(stdout);
  expect([...printed.keys()]).toEqual(cells.map(({ cell }) => cell));
  const shown = readFileSync(new URL("../notebook/README.md", import.meta.url), "utf8");
  expect(stdout).toContain(/```text\n(.*?)```/s.exec(shown)![1]);
  // The tables are drawn from the seed, whatever the text.
  const { printed_sha256 } = cells.find(({ cell }) => cell === "3.1 abcabcabc")!;
  expect(sha256(printed.get("3.1 abcabcabc")!.trimEnd())).toBe(printed_sha256);
});

test("a text that is too short is told", () => {
  const short = `${scratchFolder()}/short.txt`;
  writeFileSync(short, "Rake it up, and cart it when it's fit.");
  const { status, stderr } = runExample("notebook/notebook", [short]);
  expect(status).toBe(1);
  expect(stderr).toContain("expected 801 tokens or more; give a longer FILE");
});
