/**
 * Every ```ts block of a README and of docs/ is checked by the compiler as strict TypeScript, then run as a
 * program of its own, both in the folder of its package, and must print what the comments behind
 * its `console.log` calls say: `console.log(x); // printed`, or in the lines below.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readBlocks } from "../../tools/readme-blocks.mjs";
import { roomsOf } from "../../tools/rooms.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const rooms = roomsOf(root);

/** READMEs, and where their blocks find the packages: the root's example uses several, as the app does. */
const readmes = [["README.md", "apps/demo-cli"], ...rooms.map((room) => [`${room}/README.md`, room])] as const;

/** The pages of docs/ are run with the app's packages, or where the packages they compare with are installed. */
const needsPeers = new Set(["from-js-tiktoken.md", "from-gpt-tokenizer.md"]);
const docs = readdirSync(`${root}docs`)
  .filter((name) => name.endsWith(".md"))
  .map((name) => [`docs/${name}`, needsPeers.has(name) ? "packages/dataset" : "apps/demo-cli"] as const);

const pages = [...readmes, ...docs].map(([page, room]) => ({ page, room, blocks: readBlocks(`${root}${page}`) }));
const withBlocks = pages.filter(({ blocks }) => blocks.length > 0);
const roomsOfBlocks = [...new Set(withBlocks.map(({ room }) => room))];

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

test("every page was found, and the examples are there", () => {
  expect(readmes.length).toBe(16);
  expect(docs.map(([page]) => page)).toContain("docs/guide.md");
  expect(withBlocks.length).toBeGreaterThanOrEqual(14);
});

/** What fits on a first screen, with the pictures left out. */
const FIRST_LINES = 60;

test.each(readmes.map(([page]) => page).filter((page) => !isPrivate(page)))(
  "the first screen of %s: how to install it, code, and why this one",
  (page) => {
    const lines = readFileSync(join(root, page), "utf8").split("\n").slice(0, FIRST_LINES).join("\n");
    expect(lines).toMatch(/npm install |"overrides"|npx windrow/);
    expect(lines).toMatch(/^```(?:ts|sh)$/m);
    expect(lines).toMatch(/^\*\*Why this one\.\*\* /m);
  },
);

function isPrivate(page: string): boolean {
  if (page === "README.md") return false;
  const { private: ours } = JSON.parse(readFileSync(join(root, page, "../package.json"), "utf8")) as {
    private?: boolean;
  };
  return ours === true;
}

describe.each(roomsOfBlocks)("in %s", (own) => {
  const programs = withBlocks.flatMap(({ page, room, blocks }) =>
    (room === own ? blocks : []).map((block) => ({
      page,
      file: `${page.replaceAll(/\W/g, "-")}-${block.line}`,
      ...block,
    })),
  );
  let folder: string;
  let complaints = "";
  // All of a room's at once: to start the compiler takes longer than to check a block.
  beforeAll(async () => {
    // Beside src, so that the package finds itself and what it depends on.
    folder = mkdtempSync(join(root, own, ".readme-"));
    for (const { file, code } of programs) writeFileSync(join(folder, `${file}.mts`), code);
    const files = programs.map(({ file }) => join(folder, `${file}.mts`));
    complaints = (await run([compiler, ...STRICT, ...files], folder)).stdout;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(programs)("$page, line $line", async ({ file, prints }) => {
    expect(complaints.split("\n").filter((line) => line.startsWith(`${file}.mts`))).toEqual([]);
    expect(await run([join(folder, `${file}.mjs`)], join(root, own))).toEqual({
      code: 0,
      stdout: prints.map((line) => `${line}\n`).join(""),
      stderr: "",
    });
  });

  test("the compiler has nothing to say", () => expect(complaints).toBe(""));
});

test("the demo prints what the README shows", async () => {
  const shown = /^```text\n(3 {2}A word.*?)^```/ms.exec(readFileSync(`${root}README.md`, "utf8"))![1]!;
  const { code, stdout } = await run([`${root}apps/demo-cli/dist/main.js`, "demo", "--embedding-dim", "2"], root);
  expect(code).toBe(0);
  expect(stdout).toContain(shown);
});
