/**
 * Every ```ts block of a README is run as a program of its own, from the folder of its package, and
 * must print what the comments behind its `console.log` calls say: `console.log(x); // printed`.
 */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

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

function runModule(code: string, cwd: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ["--input-type=module"], { cwd, env: { ...process.env, NO_COLOR: "1" } });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk) => (stdout += chunk));
  child.stderr.on("data", (chunk) => (stderr += chunk));
  child.stdin.end(code);
  return new Promise((resolve) => child.on("close", (exit) => resolve({ code: exit, stdout, stderr })));
}

test("every README was found, and the examples are there", () => {
  expect(readmes.length).toBe(8);
  expect(new Set(blocks.map(({ readme }) => readme)).size).toBeGreaterThanOrEqual(6);
});

test.each(blocks)("$readme, line $line", async ({ code, cwd }) => {
  const expected = promised(code);
  expect(await runModule(code, cwd)).toEqual({
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
