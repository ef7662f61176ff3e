/** Each example is in the index, has a short README with the command that runs it, and that command is known. */
import { readdirSync, readFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const examples = readdirSync(`${root}examples`, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !["dist", "node_modules", "test"].includes(entry.name))
  .map(({ name }) => name)
  .filter((name) => !name.startsWith("."));

const read = (path: string): string => readFileSync(`${root}examples/${path}`, "utf8");

test("the index has them all, and the command knows them all", () => {
  expect(examples.length).toBe(11);
  const listed = [...read("README.md").matchAll(/^\| \[([^\]]+)\]\(\1\) \|/gm)].map(([, name]) => name!);
  expect(listed.toSorted()).toEqual(examples.toSorted());
  const { status, stderr } = spawnSync(process.execPath, [`${root}tools/example.mjs`, "nothing"], { encoding: "utf8" });
  expect(status).toBe(2);
  const known = /expected one of (.*)/.exec(stderr)![1]!.split(", ");
  expect(known.toSorted()).toEqual(examples.toSorted());
});

test.each(examples)("%s says in less than 30 lines how it is run and what tests it", (name) => {
  const readme = read(`${name}/README.md`);
  expect(readme.split("\n").length).toBeLessThan(31);
  expect(readme).toContain(`npx -y pnpm@12.21.0 example ${name}`);
  const [, testFile] = /^Tested by \[[^\]]+\]\(\.\.\/(test\/[^)]+)\)/m.exec(readme)!;
  expect(read(testFile!)).toContain("test(");
  for (const [, path] of readme.matchAll(/\]\(([^):#]+)\)/g)) expect(() => read(`${name}/${path}`)).not.toThrow();
});
