/** Completion as a shell gives it: in a real bash; zsh and fish where they are installed. */
import { spawnSync } from "node:child_process";
import { skipNote } from "@windrow/testing";
import { expect, test } from "vitest";
import { runCli } from "../../helpers/run-cli.ts";
import { scratchFolder } from "../../helpers/scratch-folder.ts";

const scratch = scratchFolder();
const has = (shell: string): boolean => spawnSync(shell, ["--version"]).error === undefined;

async function scriptOf(shell: string): Promise<string> {
  const { code, stdout } = await runCli(["completion", shell]);
  expect(code).toBe(0);
  return scratch.write(`windrow.${shell}`, stdout);
}

const without = (shell: string): string => skipNote(has(shell) ? undefined : `there is no ${shell}`);

/** What bash offers for the last of the words. */
function offeredByBash(script: string, words: readonly string[]): string[] {
  const program = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _windrow; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync("bash", ["-c", program, "bash", script, ...words], { encoding: "utf8" });
  expect(stderr).toBe("");
  return stdout.split("\n").filter((word) => word !== "");
}

test.skipIf(!has("bash"))(`bash${without("bash")}`, async () => {
  const script = await scriptOf("bash");
  const offered = (...words: string[]): string[] => offeredByBash(script, ["windrow", ...words]);
  const help = (await runCli(["--help"])).stdout;
  const commands = [...help.matchAll(/^ {2}([a-z]+) (?:\[options\] )?/gm)].map(([, name]) => name!);
  expect(commands).toContain("tokenize");
  for (const command of commands.filter((name) => !["windrow", "help"].includes(name)))
    expect(offered(command.slice(0, -1))).toContain(command);

  expect(offered("co")).toEqual(["count", "compare", "completion"]);
  expect(offered("--no")).toEqual(["--no-color"]);
  expect(offered("count", "--enc")).toEqual(["--encoding"]);
  expect(offered("count", "-e", "o2")).toEqual(["o200k_base", "o200k_harmony"]);
  expect(offered("count", "book.txt", "--encoding", "cl")).toEqual(["cl100k_base"]);
  expect(offered("compare", "-e", "gpt2,si")).toEqual(["gpt2,simple"]);
  expect(offered("batches", "--no-")).toEqual(["--no-drop-last", "--no-color"]);
  expect(offered("embed", "--positional", "s")).toEqual(["sinusoidal"]);
  expect(offered("completion", "")).toEqual(["bash", "zsh", "fish", "--help", "--color", "--no-color"]);
  expect(offered("prepare", "--executor", "")).toEqual(["threads", "rank", "bullmq"]);
  expect(offered("prepare", "texts", "--end-of-text", "b")).toEqual(["before", "between"]);
  expect(offered("resume", "out", "--wo")).toEqual(["--world-size"]);
  // Files are bash's own: nothing is offered in their place.
  expect(offered("count", "")).toEqual([]);
  expect(offered("windows", "--max-length", "")).toEqual([]);
});

test.skipIf(!has("bash"))(`bash completes files with spaces in an interactive shell${without("bash")}`, async () => {
  const script = await scriptOf("bash");
  await scratch.write("my book.txt", "hay");
  // Tab, then the line as bash has it: M-* would insert all, a plain tab the one that fits.
  const typed = `source ${script}\ncd ${scratch.path(".")}\nwindrow() { printf 'got<%s>\\n' "$@"; }\nwindrow count my\t\nexit\n`;
  const { stdout, stderr } = spawnSync("bash", ["--norc", "--noprofile", "-i"], {
    input: typed,
    encoding: "utf8",
    env: { ...process.env, TERM: "dumb", INPUTRC: "/dev/null" },
  });
  expect(stdout + stderr).toContain("got<my book.txt>");
});

test.skipIf(!has("zsh"))(`zsh reads its script${without("zsh")}`, async () => {
  const { stderr, status } = spawnSync("zsh", ["-f", "-n", await scriptOf("zsh")], { encoding: "utf8" });
  expect([stderr, status]).toEqual(["", 0]);
});

test.skipIf(!has("fish"))(`fish${without("fish")}`, async () => {
  const script = await scriptOf("fish");
  const offered = (line: string): string[] =>
    spawnSync("fish", ["--no-config", "-c", `source ${script}; complete -C '${line}'`], { encoding: "utf8" })
      .stdout.split("\n")
      .map((row) => row.split("\t")[0]!)
      .filter((word) => word !== "");
  expect(offered("windrow co").toSorted()).toEqual(["compare", "completion", "count"]);
  expect(offered("windrow count --enc")).toEqual(["--encoding"]);
  expect(offered("windrow count -e o2").toSorted()).toEqual(["o200k_base", "o200k_harmony"]);
  expect(offered("windrow compare -e gpt2,cl")).toEqual(["gpt2,cl100k_base"]);
  expect(offered("windrow completion ").toSorted()).toEqual(["bash", "fish", "zsh"]);
});
