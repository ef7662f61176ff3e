/** The measured tables of the READMEs are those of benchmarks/results: nobody has edited a figure by hand. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { allTables, withTable } from "../../benchmarks/tables/write-tables.mjs";

const tables = await allTables();
const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");

describe("tables of the READMEs", () => {
  test.each(tables)("$name in $file", (table) => {
    const text = read(table.file);
    expect(withTable(text, table)).toBe(text);
  });

  test("every marker has its table", () => {
    for (const file of new Set(tables.map((table) => table.file))) {
      const markers = [...read(file).matchAll(/<!-- bench (?!end)(.+) -->/g)].map(([, name]) => name);
      const made = tables.filter((table) => table.file === file).map(({ name }) => name);
      expect(markers.toSorted(), file).toEqual(made.toSorted());
    }
  });
});
