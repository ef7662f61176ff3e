/**
 * Every ```ts block of a README is checked by the compiler as strict TypeScript, then run as a
 * program of its own, both in the folder of its package, and must print what the comments behind
 * its `console.log` calls say: `console.log(x); // printed`.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const rooms = ["packages", "apps"].flatMap((folder) =>
  readdirSync(`${root}${folder}`).map((room) => `${folder}/${room}`),
);

/** READMEs, and where their blocks find the packages: the root's example uses several, as the app does. */
const readmes = [["README.md", "apps/demo-cli"], ...rooms.map((room) => [`${room}/README.md`, room])] as const;

interface Block {
  readonly readme: string;
  readonly cwd: string;
  readonly line: number;
  readonly code: string;
}

const blocks: Block[] = readmes.flatMap(([readme, cwd]) => {
  const text = readFileSync(`${root}${readme}`, "utf8");
  return [...text.matchAll(/^```ts\n(.*?)^```/gms)].map((match) => ({
    readme: readme!,
    cwd: `${root}${cwd}`,
    line: text.slice(0, match.index).split("\n").length,
    code: match[1]!,
  }));
});

/** What the comments promise, a line for each `console.log`. */
function promised(code: string): string[] {
  return code.split("\n").flatMap((line) => {
    if (!line.includes("console.log(")) return [];
    const comment = /; \/\/ (.*)$/.exec(line)?.[1];
    if (comment === undefined) throw new Error(`no comment says what this prints: ${line}`);
    return [comment];
  });
}

interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: readonly string[], cwd: string): Promise<Finished> {
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, NO_COLOR: "1" } });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk) => (stdout += chunk));
  child.stderr.on("data", (chunk) => (stderr += chunk));
  return new Promise((resolve) => child.on("close", (exit) => resolve({ code: exit, stdout, stderr })));
}

/** As a careful user's project, but for the types of Node, which console needs. */
const STRICT =
  "--ignoreConfig --strict --noUncheckedIndexedAccess --exactOptionalPropertyTypes --target es2022 --module nodenext --types node".split(
    " ",
  );
const compiler = join(root, "node_modules/typescript/bin/tsc");

test("every README was found, and the examples are there", () => {
  expect(readmes.length).toBe(9);
  expect(new Set(blocks.map(({ readme }) => readme)).size).toBeGreaterThanOrEqual(6);
});

test.each(blocks)("$readme, line $line", async ({ code, cwd }) => {
  const expected = promised(code);
  // Beside src, so that the package finds itself and what it depends on.
  const folder = mkdtempSync(join(cwd, ".readme-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "block.mts"), code);
  const compiled = await run([compiler, ...STRICT, join(folder, "block.mts")], cwd);
  expect(compiled).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(await run([join(folder, "block.mjs")], cwd)).toEqual({
    code: 0,
    stdout: expected.map((line) => `${line}\n`).join(""),
    stderr: "",
  });
});

test("the demo prints what the README shows", async () => {
  const shown = /^```text\n(3 {2}A word.*?)^```/ms.exec(readFileSync(`${root}README.md`, "utf8"))![1]!;
  const demo = spawn(process.execPath, [`${root}apps/demo-cli/dist/main.js`, "demo", "--embedding-dim", "2"]);
  let stdout = "";
  demo.stdout.on("data", (chunk) => (stdout += chunk));
  expect(await new Promise((resolve) => demo.on("close", resolve))).toBe(0);
  expect(stdout).toContain(shown);
});
