/**
 * What was typed, the environment, and what a job's folder has never act on a terminal; and nothing writes
 * past the guard that sees to it. `runCli` holds everything that is written against that.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { run } from "../../src/cli.ts";
import { ALL, forged, HOSTILE, inAllLooks, READERS } from "../helpers/hostile.ts";
import { expectHarmless, runCli } from "../helpers/run-cli.ts";
import { scratchFolder } from "../helpers/scratch-folder.ts";
import { spawnCli } from "../helpers/spawn-cli.ts";

const scratch = scratchFolder();
let made = 0;
const fresh = (): string => scratch.path(`made-${made++}`);

describe("what was typed", () => {
  test.each(HOSTILE)("%s", async (_, text) => {
    const odd = `q${text}`;
    const lines = [
      [odd],
      [`--${odd}`],
      ["help", odd],
      ["count", `--${odd}`],
      ["count", `--encoding=${odd}`, "a.txt"],
      ["count", "--text", "a", "--special", odd],
      ["inspect", odd],
      ["windows", "--text", "a b c", "--max-length", odd],
      ["batches", "--text", "a b c", "--shuffle", "--seed", odd],
      ["embed", "--text", "a", "--positional", odd],
      ["serve", "--port", odd],
      ["compare", "--text", "a", "-e", odd],
      ["report", "-e", odd],
      ["train", "a.txt", "--vocab-size", odd, "-o", "a.json"],
      ["train", "a.txt", "--vocab-size", "300", "-o", odd],
      [
        "train",
        await scratch.write("t.txt", "hay"),
        "--vocab-size",
        "300",
        "-o",
        `${fresh()}.json`,
        "--pattern",
        `(${odd}`,
      ],
      ["prepare", "a.txt", "-o", "out", "-e", odd],
      ["prepare", "a.txt", "-o", "out", "--vocab", "v.json", "--special-token", odd],
      ["prepare", "a.txt", "-o", "out", "-e", "gpt2", "--separator", `\\${odd}`],
      ["prepare", "a.txt", "-o", "out", "-e", "gpt2", "--redis", odd],
      ["prepare", await scratch.write("t.jsonl", '{"text": 1}\n'), "-o", fresh(), "-e", "gpt2", "--field", odd],
      ["worker", "--redis", odd],
      ["completion", odd],
    ];
    for (const args of lines) {
      const { code, stderr } = await inAllLooks(args);
      expect([args, code > 0, forged(stderr)]).toEqual([args, true, []]);
      expect(stderr).not.toContain("unexpected error");
      expect([args, stderr.split("\n").filter((line) => line.startsWith("(Did you mean rm?)"))]).toEqual([args, []]);
    }
    for (const args of READERS.filter(([command]) => command !== "demo"))
      expect([args, (await inAllLooks([...args, "--text", `Rake ${odd} it`])).code]).toEqual([args, 0]);
    for (const json of [[], ["--json"]]) expect((await inAllLooks(["inspect", "--text", odd, ...json])).code).toBe(0);
  });

  test("the program's own words are as they were: help, completion", async () => {
    for (const args of [
      ["--help"],
      ["prepare", "--help"],
      ...["bash", "zsh", "fish"].map((one) => ["completion", one]),
    ])
      expect((await inAllLooks(args)).code).toBe(0);
  });
});

describe("the environment, and what a job's folder has", () => {
  test("the environment", async () => {
    const environments: readonly Readonly<Record<string, string>>[] = [
      { WINDROW_ENGINE: ALL },
      { COLUMNS: ALL, FORCE_COLOR: "0" },
      { SLURM_PROCID: ALL, SLURM_NTASKS: ALL },
      { JOB_COMPLETION_INDEX: ALL },
    ];
    for (const env of environments) {
      for (const args of [
        ["count", "--text", "a"],
        ["prepare", await scratch.write("a.txt", "a"), "-o", fresh(), "-e", "gpt2", "--world-size", "2"],
      ]) {
        const { stdout, stderr } = await spawnCli(args, { env });
        expectHarmless(stdout, false);
        expectHarmless(stderr, false);
      }
    }
  });

  describe.each(HOSTILE)("%s", (_, text) => {
    let output: string;
    beforeAll(async () => {
      output = fresh();
      const input = await scratch.write("a.jsonl", '{"text": "hay"}\n');
      expect((await runCli(["prepare", input, "-o", output, "-e", "gpt2", "--plan-only"])).code).toBe(0);
    });

    test("failures that others wrote down", async () => {
      const folder = join(output, "prepare", "failed", "encode");
      mkdirSync(folder, { recursive: true });
      const failure = { stage: "encode", index: 0, code: text, reason: `reason ${text}` };
      writeFileSync(join(folder, "000000000000.json"), JSON.stringify(failure));
      writeFileSync(join(folder, "0.json"), JSON.stringify(failure));
      for (const json of [[], ["--json"]]) expect((await inAllLooks(["status", output, ...json])).code).toBe(0);
      expect((await inAllLooks(["verify", output])).code).toBeGreaterThan(0);
    });

    test.each(["not JSON", "JSON of something else"])("a job.json that is %s", async (kind) => {
      const path = join(output, "prepare", "job.json");
      writeFileSync(path, kind === "not JSON" ? `{"kind": ${text}` : JSON.stringify({ kind: text, inputs: [text] }));
      for (const command of ["status", "verify", "resume"])
        for (const json of [[], ["--json"]]) {
          const { code, stderr } = await inAllLooks([command, output, ...json]);
          expect([command, code, forged(stderr)]).toEqual([command, 1, []]);
        }
    });
  });
});

test("a bug's message and stack", async () => {
  let stderr = "";
  const terminal = {
    stdout: () => {
      throw new TypeError(`broken ${ALL}`);
    },
    stderr: (text: string) => void (stderr += text),
    isStyled: false,
    showsProgress: false,
  };
  expect(await run(["count", "--text", "a"], terminal)).toBe(1);
  expectHarmless(stderr, false);
  expect(stderr).toMatch(/^windrow: unexpected error, please report it: TypeError: broken [^\n]*\n {4}at /);
  expect(forged(stderr)).toEqual([]);
});

test("nothing of the source writes past the terminal's guard, but the process' own last words", () => {
  const source = new URL("../../src/", import.meta.url);
  const found = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) => {
    const code = name.endsWith(".ts") ? readFileSync(new URL(name.replaceAll("\\", "/"), source), "utf8") : "";
    return /\bconsole\.|process\.std(out|err)|\brawStdout(?:Bytes)?\(|JSON\.stringify\(/.test(code);
  });
  expect(found.toSorted()).toEqual([
    "commands/report/run-report.ts",
    "commands/train/training-file.ts",
    "main.ts",
    "show/safe-json.ts",
    "write/output-file.ts",
    "write/write-exact.ts",
  ]);
});
