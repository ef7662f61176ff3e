/**
 * Runs the chosen sections of a benchmark that has several, prints their tables one after the
 * other and at the end all goals, reached or not.
 *
 * A section is a question and a function that yields cases (cases.mjs has their shape).
 * results/NAME.json keeps the sections that were not run this time; each has its machine and commit.
 */
import { machine, machineLine, readResults, writeResults } from "./report.mjs";
import { goalRows, printCase } from "./cases.mjs";

export async function runSections(name, { question, sections }, chosen) {
  const unknown = chosen.filter((section) => !Object.hasOwn(sections, section));
  if (unknown.length > 0) {
    console.error(
      `No section ${unknown.join(", ")}. Usage: pnpm bench ${name} [${Object.keys(sections).join(" | ")}]...`,
    );
    process.exitCode = 2;
    return;
  }
  const where = machine();
  console.log(`${question}\n${machineLine(where)}`);
  const results = { question, sections: { ...readResults(name)?.sections } };
  const goals = [];
  for (const section of chosen.length > 0 ? chosen : Object.keys(sections)) {
    const start = performance.now();
    console.log(`\n## ${section}: ${sections[section].question}`);
    const cases = [];
    for await (const one of sections[section].run()) {
      printCase(one);
      cases.push(one);
    }
    const seconds = Math.round((performance.now() - start) / 1000);
    console.log(`\n${section} took ${seconds} s`);
    goals.push(...goalRows(section, cases));
    results.sections[section] = { question: sections[section].question, machine: where, seconds, cases };
    writeResults(name, results);
  }
  console.log("\n## goals");
  console.table(goals);
}
