/**
 * `pnpm bench [NAME [SECTION...]]`: runs one benchmark or some of its sections, or lists them.
 * `pnpm bench --all` runs every one and writes the tables of the READMEs; `--tables` only writes them.
 *
 * Where a benchmark says so, `--quick` is a short run for people working on the code: it prints one table
 * and writes nothing. `--encoding NAME` and `--text NAME`, each more than once, measure a part, which is
 * not written either. `--cpu` takes the time of the processor in place of the wall's, for a machine with
 * other work; nor is that.
 */
import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { compare } from "./compare.mjs";
import { runSections } from "./sections.mjs";
import { writeTables } from "./tables/write-tables.mjs";

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".bench.mjs"))
  .map((file) => file.slice(0, -".bench.mjs".length));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    all: { type: "boolean" },
    tables: { type: "boolean" },
    quick: { type: "boolean" },
    cpu: { type: "boolean" },
    encoding: { type: "string", multiple: true },
    text: { type: "string", multiple: true },
  },
});
const [name, ...chosen] = positionals;
const isPartial =
  values.quick === true || values.encoding !== undefined || values.text !== undefined || values.cpu === true;
if (values.cpu) process.env.WINDROW_BENCH_CLOCK = "cpu";

if (values.all) {
  const failed = [];
  for (const each of names) {
    console.log(`\n# ${each}`);
    // The others go on: all of them take an hour.
    await run(each, []).catch((error) => failed.push(`${each}: ${error.message}`));
  }
  if (failed.length === 0) await writeTables();
  else fail(`No table was written, because of:\n${failed.join("\n")}`);
} else if (values.tables) {
  await writeTables();
} else if (names.includes(name)) {
  await run(name, chosen).catch((error) => {
    // A name that is not known; all else is a failure with its stack.
    if (!(error instanceof RangeError)) throw error;
    fail(error.message);
  });
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
  if (values.quick && benchmark.quick === undefined) fail(`The benchmark ${question} has no --quick.`);
  else if (isPartial && benchmark.planOf === undefined)
    fail(`The benchmark ${question} has no --encoding, --text or --cpu.`);
  else if (benchmark.sections !== undefined)
    await runSections(question, benchmark, sections, {
      quick: values.quick,
      encodings: values.encoding,
      texts: values.text,
    });
  else if (sections.length === 0) await compare(question, benchmark);
  else fail(`The benchmark ${question} has no sections. Usage: pnpm bench ${question}`);
}

function fail(message) {
  console.error(message);
  process.exitCode = 1;
}
