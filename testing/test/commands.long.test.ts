/**
 * Every command in a ```sh, ```bash or ```console block of the pages is run as it stands, in a folder with
 * small files of the names that the pages use, and must end with 0 and print what the block shows. `windrow`
 * and `npx windrow` are the program that was built here. What can't be run in a test is listed, with the
 * reason; a command that is neither fails.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { skipNote } from "@windrow/testing";
import { modelFamily } from "@windrow/testing/hugging-face";
import { afterAll, describe, expect, test } from "vitest";
import { readCommandBlocks, wordsOf } from "../../tools/command-blocks.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const app = join(root, "apps/demo-cli");

/** Commands that are not run here, by how they begin, and why. */
const NOT_RUN: readonly (readonly [command: string, reason: string])[] = [
  ["npm install", "installs from a registry: pnpm release:verify does, from one on loopback"],
  ["npx -y pnpm@12.21.0 test", "these tests themselves"],
  ["npx windrow serve", "serves until Ctrl-C: apps/demo-cli/test/commands/serve/serve.test.ts"],
  ["pnpm changeset", "asks questions on a terminal"],
  ["pnpm run version", "changes the versions of all packages: pnpm release:verify does, in a copy"],
  ["pnpm test:full", "these tests themselves"],
  ["pnpm check", "lint, types and formats of the workspace: a step of its own in CI"],
  ["pnpm release:verify", "minutes, and a registry: a job of its own in CI"],
  ["pnpm release", "publishes: pnpm release:verify does, to a registry on loopback"],
  ["pnpm bench", "measures for minutes to an hour"],
  ["protoc", "needs protoc and a plugin; what it makes is committed"],
  ["aws batch", "needs an account at AWS"],
  ["npx -y pnpm@12.21.0 example", "installs what an example needs: examples/test runs each of them"],
  ["curl", "asks the server of an example: examples/test does"],
  ["python3", "needs torch: examples/test runs it where it is"],
];
/** A command without the variables that a line sets in front of it, and without a text that is piped into it. */
const withoutVariables = (command: string): string =>
  command.replace(/^(?:[A-Z_]+=\S* )+/, "").replace(/^printf "[^"]*" \| /, "");
const reasonOf = (command: string): string | undefined =>
  NOT_RUN.find(([beginning]) => `${withoutVariables(command)} `.startsWith(`${beginning} `))?.[1];
/** Only the program itself is ever run here, whatever a page may say. */
const isRun = (command: string): boolean =>
  reasonOf(command) === undefined && /^(?:npx(?: -y \S+)? )?(?:windrow|demo)\b/.test(command);

/** What git knows, and what is new and not ignored. */
const pages = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((page) => page.endsWith(".md") && !page.endsWith("CHANGELOG.md") && existsSync(join(root, page)))
  .map((page) => ({ page, blocks: readCommandBlocks(join(root, page)) }))
  .filter(({ blocks }) => blocks.length > 0);
const commands = pages.flatMap(({ blocks }) => blocks.flatMap((block) => block.commands));

/** A folder of programs: windrow as it was built, and npx, which finds it and knows nothing else. */
const programs = mkdtempSync(join(tmpdir(), "windrow-programs-"));
const PROGRAMS = {
  windrow: `exec "${process.execPath}" "${app}/dist/main.js" "$@"`,
  npx: `[ "$1" = -y ] && shift
case "$1 $2" in
  "windrow "*) shift; exec windrow "$@" ;;
  "pnpm@12.21.0 demo") shift; exec windrow "$@" ;;
esac
echo "npx $*: not known to this test" >&2
exit 64`,
};
for (const [name, script] of Object.entries(PROGRAMS)) {
  writeFileSync(join(programs, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}
afterAll(() => rmSync(programs, { recursive: true }));

/** The files of a model, cut down, and the commit that they are of in the cache of the hub. */
const MODEL = {
  "tokenizer.json": modelFamily("qwen3").json,
  "tokenizer_config.json": {
    eos_token: "<|endoftext|>",
    chat_template: "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}",
  },
};
const COMMIT = "0123456789abcdef0123456789abcdef01234567";

/** A folder with files of all the names that pages use. */
function inputFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "windrow-commands-"));
  const story = readFileSync(join(app, "texts/the-long-field.txt"), "utf8");
  cpSync(join(app, "texts"), join(folder, "texts"), { recursive: true });
  for (const name of ["LICENSE", "docs/chat.json"]) cpSync(join(app, name), join(folder, name));
  for (const name of ["books", "web", "shared/texts"]) mkdirSync(join(folder, name), { recursive: true });
  for (const name of ["book.txt", "books/one.txt", "shared/texts/one.txt"]) writeFileSync(join(folder, name), story);
  writeFileSync(join(folder, "messages.json"), JSON.stringify([{ role: "user", content: "Is the hay in?" }]));
  writeFileSync(join(folder, "books.txt"), "One book.\n\n\nAnother book.");
  const lines = Array.from({ length: 40 }, (_, i) => `${JSON.stringify({ text: `Rake row ${i}.` })}\n`);
  writeFileSync(join(folder, "web/page.jsonl.gz"), gzipSync(lines.join("")));
  const cached = "hub/models--Qwen--Qwen3-8B";
  for (const place of ["llama", "Qwen3-8B", `${cached}/snapshots/${COMMIT}`]) {
    mkdirSync(join(folder, place), { recursive: true });
    for (const [name, json] of Object.entries(MODEL)) writeFileSync(join(folder, place, name), JSON.stringify(json));
  }
  mkdirSync(join(folder, cached, "refs"));
  writeFileSync(join(folder, cached, "refs/main"), COMMIT);
  return folder;
}

test("every page was found, and each reason has a command", () => {
  expect(pages.length).toBeGreaterThanOrEqual(18);
  expect(commands.filter(({ command }) => isRun(command)).length).toBeGreaterThanOrEqual(20);
  const bare = commands.map(({ command }) => withoutVariables(command));
  for (const [beginning] of NOT_RUN) {
    expect(bare.filter((command) => command.startsWith(beginning))).not.toEqual([]);
  }
});

test("whatever a page tells to run is windrow, or is listed with a reason", () => {
  const unknown = commands.filter(({ command }) => !isRun(command) && reasonOf(command) === undefined);
  expect(unknown).toEqual([]);
});

const noShell = process.platform === "win32" ? "Windows has no sh" : undefined;
for (const { page, blocks } of pages) {
  const ran = blocks.filter((block) => block.commands.some(({ command }) => isRun(command)));
  if (ran.length === 0) continue;
  // The blocks of a page go on from one to the next: what one prepares another resumes.
  describe.skipIf(noShell !== undefined)(`${page}${skipNote(noShell)}`, () => {
    const folder = inputFolder();
    afterAll(() => rmSync(folder, { recursive: true }));
    const { COLUMNS: _, FORCE_COLOR: __, ...environment } = process.env;
    const env = {
      ...environment,
      PATH: `${programs}${delimiter}${process.env.PATH}`,
      AWS_BATCH_JOB_ARRAY_INDEX: "0", // what Batch sets
      HF_HUB_CACHE: join(folder, "hub"),
      HF_HUB_OFFLINE: "1",
    };

    test.each(ran)("line $line", (block) => {
      for (const { command, prints } of block.commands) {
        if (!isRun(command)) continue;
        // Lines of a page that prepare into one folder, or pack one module, are examples, not a sequence.
        if (wordsOf(command).includes("prepare")) rmSync(join(folder, "shards"), { recursive: true, force: true });
        if (wordsOf(command).includes("pack")) rmSync(join(folder, "src"), { recursive: true, force: true });
        mkdirSync(join(folder, "src"), { recursive: true });
        const line = command.replaceAll("/shared/", "shared/");
        const { status, stdout, stderr } = spawnSync("sh", ["-c", line], { cwd: folder, env, encoding: "utf8" });
        expect({ command, status, stderr: status === 0 ? "" : stderr }).toEqual({ command, status: 0, stderr: "" });
        if (prints !== undefined) expect(stdout).toBe(prints);
      }
    });
  });
}
