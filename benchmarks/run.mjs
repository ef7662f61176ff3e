/**
 * `pnpm bench [NAME [SECTION...]]`: runs one benchmark or some of its sections, or lists them.
 * `pnpm bench --all` runs every one and writes the tables of the READMEs; `--tables` only writes them.
 */
import { readdirSync } from "node:fs";
import { compare } from "./compare.mjs";
import { runSections } from "./sections.mjs";
import { writeTables } from "./tables/write-tables.mjs";

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".bench.mjs"))
  .map((file) => file.slice(0, -".bench.mjs".length));
const [name, ...chosen] = process.argv.slice(2);

if (name === "--all") {
  const failed = [];
  for (const each of names) {
    console.log(`\n# ${each}`);
    // The others go on: all of them take an hour.
    await run(each, []).catch((error) => failed.push(`${each}: ${error.message}`));
  }
  if (failed.length === 0) await writeTables();
  else fail(`No table was written, because of:\n${failed.join("\n")}`);
} else if (name === "--tables") {
  await writeTables();
} else if (names.includes(name)) {
  await run(name, chosen);
} else if (name === undefined) {
  for (const known of names) {
    const { benchmark } = await import(`./${known}.bench.mjs`);
    console.log([known, ...Object.keys(benchmark.sections ?? {})].join(" "));
  }
} else {
  fail(`There is no benchmark ${name}. Usage: pnpm bench ${[...names, "--all", "--tables"].join(" | ")}`);
}

async function run(question, sections) {
  const { benchmark } = await import(`./${question}.bench.mjs`);
  if (benchmark.sections !== undefined) await runSections(question, benchmark, sections);
  else if (sections.length === 0) await compare(question, benchmark);
  else fail(`The benchmark ${question} has no sections. Usage: pnpm bench ${question}`);
}

function fail(message) {
  console.error(message);
  process.exitCode = 1;
}
