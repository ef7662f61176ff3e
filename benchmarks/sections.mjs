/**
 * Runs the chosen sections of a benchmark that has several, prints their tables one after the
 * other and at the end all goals, reached or not.
 *
 * A section is a question and a function that yields cases (cases.mjs has their shape). A benchmark
 * may have `planOf(options)`, whose result is given to that function (`isPart`: it is not to be written), and
 * `quick`: `{ sections, onDemand, table }`, those of a quick run, those that it can have too, and a function that
 * prints what they found.
 * results/NAME.json keeps the sections that were not run this time; each has its machine and commit.
 */
import { nodeBinary } from "./node-binary.mjs";
import { machine, machineLine, readResults, writeResults } from "./report.mjs";
import { goalRows, printCase } from "./cases.mjs";

/** @param options `quick`: one table, which is not written; `encodings` and `texts`: some only, not written either */
export async function runSections(name, benchmark, chosen, options = {}) {
  const { question, sections } = benchmark;
  const unknown = chosen.filter((section) => !Object.hasOwn(sections, section));
  if (unknown.length > 0) {
    console.error(
      `No section ${unknown.join(", ")}. Usage: pnpm bench ${name} [${Object.keys(sections).join(" | ")}]...`,
    );
    process.exitCode = 2;
    return;
  }
  const plan = benchmark.planOf?.(options);
  const where = machine();
  console.log(`${question}\n${machineLine(where)}`);
  if (options.quick) {
    await runQuickly(benchmark, chosen, plan);
    return;
  }
  const isWritten = !plan?.isPart && nodeBinary === process.execPath;
  const results = { question, sections: { ...readResults(name)?.sections } };
  const goals = [];
  for (const section of chosen.length > 0 ? chosen : Object.keys(sections)) {
    const start = performance.now();
    console.log(`\n## ${section}: ${sections[section].question}`);
    const cases = [];
    for await (const one of sections[section].run(plan)) {
      printCase(one);
      cases.push(one);
    }
    const seconds = Math.round((performance.now() - start) / 1000);
    console.log(`\n${section} took ${seconds} s`);
    goals.push(...goalRows(section, cases));
    results.sections[section] = { question: sections[section].question, machine: where, seconds, cases };
    if (isWritten) writeResults(name, results);
  }
  console.log("\n## goals");
  console.table(goals);
  if (!isWritten) console.log("Not written to results: a part of the benchmark, or another Node.");
}

async function runQuickly({ sections, quick }, chosen, plan) {
  const possible = [...quick.sections, ...quick.onDemand];
  const others = chosen.filter((section) => !possible.includes(section));
  if (others.length > 0) throw new RangeError(`--quick has no ${others.join(", ")}, only ${possible.join(", ")}.`);
  const start = performance.now();
  const found = {};
  for (const section of chosen.length > 0 ? chosen : quick.sections) {
    process.stdout.write(section);
    found[section] = [];
    for await (const one of sections[section].run(plan)) {
      found[section].push(one);
      process.stdout.write(".");
    }
    process.stdout.write(" ");
  }
  console.log(`${Math.round((performance.now() - start) / 1000)} s`);
  quick.table(found);
}
