/** `pnpm bench [NAME]`: runs one benchmark, or lists them. */
import { readdirSync } from "node:fs";
import { compare } from "./compare.mjs";

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".bench.mjs"))
  .map((file) => file.slice(0, -".bench.mjs".length));
const [name] = process.argv.slice(2);

if (names.includes(name)) {
  const { benchmark } = await import(`./${name}.bench.mjs`);
  await compare(name, benchmark);
} else if (name === undefined) {
  for (const known of names) console.log(known);
} else {
  console.error(`There is no benchmark ${name}. Usage: pnpm bench ${names.join(" | ")}`);
  process.exitCode = 2;
}
