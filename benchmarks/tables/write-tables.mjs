/**
 * Writes the tables of the READMEs from benchmarks/results, each between its markers
 * `<!-- bench NAME -->` and `<!-- bench end -->`.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { machineLine, readResults } from "../report.mjs";
import { machinesOf } from "./results.mjs";

const HELPERS = new Set(["format.mjs", "results.mjs", "tokenizer-cases.mjs", "write-tables.mjs"]);
const root = join(import.meta.dirname, "../..");

/** Every table: its name, which is the benchmark's unless that has a name of its own, the file it is in, and how it is made. */
export async function allTables() {
  const modules = readdirSync(import.meta.dirname).filter((file) => file.endsWith(".mjs") && !HELPERS.has(file));
  const loaded = await Promise.all(modules.map((file) => import(`./${file}`)));
  return loaded.flatMap(({ tables }) => tables);
}

/** @throws Error where a section was not run or a file has no such markers */
export async function writeTables() {
  for (const one of await allTables()) {
    const path = join(root, one.file);
    const before = readFileSync(path, "utf8");
    const after = withTable(before, one);
    if (after !== before) writeFileSync(path, after);
    console.log(`${after === before ? "as it was" : "written  "}  ${one.name} in ${one.file}`);
  }
}

/** A file's text with the table of the results that are there. */
export function withTable(text, { name, benchmark = name, file, peers, render }) {
  const [begin, end] = [`<!-- bench ${name} -->`, "<!-- bench end -->"];
  const [at, until] = [text.indexOf(begin), text.indexOf(end, text.indexOf(begin))];
  if (at < 0 || until < 0) throw new Error(`${file} has no place for the table ${name}; expected ${begin} and ${end}`);
  const results = readResults(benchmark);
  const table =
    results === undefined
      ? `Not measured yet: \`pnpm bench ${benchmark}\`.`
      : `${render(results)}\n\n${provenance(benchmark, results, peers)}`;
  return `${text.slice(0, at)}${begin}\n${table}\n${text.slice(until)}`;
}

/** With what the figures were made; of sections that were run apart, each. */
function provenance(name, results, peers) {
  const lines = new Set(machinesOf(results).map((machine) => machineLine(machine, peers)));
  return `Measured by \`pnpm bench ${name}\` on ${[...lines].join("; and ")}.`;
}
