/** A small workspace for the tests of tools/mutants, removed after them. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

export const repository: string = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");

const made: string[] = [];
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true })));

/** @param files by path; each folder of `packages/` becomes a package */
export function mutantsWorkspace(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "windrow-fixture-")));
  made.push(root);
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const room of new Set(
    Object.keys(files)
      .filter((path) => path.startsWith("packages/"))
      .map((path) => path.split("/")[1]!),
  )) {
    write(`packages/${room}/package.json`, JSON.stringify({ name: `@fixture/${room}`, type: "module" }));
    mkdirSync(join(root, `packages/${room}/test`), { recursive: true });
  }
  write("package.json", JSON.stringify({ name: "fixture", type: "module" }));
  write("vitest.config.ts", 'export default { test: { include: ["packages/*/test/**/*.test.ts"] } };\n');
  for (const [path, text] of Object.entries(files)) write(path, text);
  symlinkSync(join(repository, "node_modules"), join(root, "node_modules"), "dir");
  return root;
}
