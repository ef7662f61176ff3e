/** `pnpm bench [NAME [SECTION...]]`: runs one benchmark or some of its sections, or lists them. */
import { readdirSync } from "node:fs";
import { compare } from "./compare.mjs";
import { runSections } from "./sections.mjs";

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".bench.mjs"))
  .map((file) => file.slice(0, -".bench.mjs".length));
const [name, ...chosen] = process.argv.slice(2);

if (names.includes(name)) {
  const { benchmark } = await import(`./${name}.bench.mjs`);
  if (benchmark.sections !== undefined) await runSections(name, benchmark, chosen);
  else if (chosen.length === 0) await compare(name, benchmark);
  else fail(`The benchmark ${name} has no sections. Usage: pnpm bench ${name}`);
} else if (name === undefined) {
  for (const known of names) {
    const { benchmark } = await import(`./${known}.bench.mjs`);
    console.log([known, ...Object.keys(benchmark.sections ?? {})].join(" "));
  }
} else {
  fail(`There is no benchmark ${name}. Usage: pnpm bench ${names.join(" | ")}`);
}

function fail(message) {
  console.error(message);
  process.exitCode = 2;
}
