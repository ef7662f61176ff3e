/** `tools/build.mjs`, which every command of the workspace begins with, in a small workspace of its own. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
let folder = "";

const write = (path: string, content: object | string): void =>
  writeFileSync(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "windrow-build-")));
  // npm comes with Node, and runs scripts without looking for a version of itself.
  write("package.json", { name: "small", private: true, packageManager: "npm@10.0.0", workspaces: ["one", "two"] });
  write("turbo.json", { tasks: { build: { inputs: ["build.mjs"], outputs: ["made"] } } });
  for (const name of ["one", "two"]) {
    mkdirSync(join(folder, name));
    write(`${name}/package.json`, { name, version: "1.0.0", scripts: { build: "node build.mjs" } });
    write(`${name}/build.mjs`, `console.log("said by ${name}");`);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

function build(): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "tools/build.mjs"), "build"], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, PATH: `${join(root, "node_modules/.bin")}${delimiter}${process.env.PATH}` },
  });
  return { status, stdout, stderr };
}

const BUILDING = "Building the packages: about 20 seconds the first time, later only what has changed ...\n";

test("says that it builds, on stderr, and nothing where nothing is to be built", () => {
  expect(build()).toEqual({ status: 0, stdout: "", stderr: BUILDING });
  expect(build()).toEqual({ status: 0, stdout: "", stderr: "" });
  write("one/build.mjs", `console.log("said by one, changed");`);
  expect(build()).toEqual({ status: 0, stdout: "", stderr: BUILDING });
});

test("shows what a package said that failed, and not the others", () => {
  write("one/build.mjs", `console.log("said by one, again");`);
  write("two/build.mjs", `console.log("said by two"); setTimeout(() => process.exit(3), 2000);`);
  const { status, stdout, stderr } = build();
  expect([status, stdout]).toEqual([3, ""]);
  expect(stderr.startsWith(BUILDING)).toBe(true);
  expect(stderr).toContain("two:build: said by two");
  expect(stderr).not.toContain("said by one");
  expect(stderr).toMatch(/Failed: +two#build/);
});
