/** prepare, status, resume and verify within this process: what they write, print and return. */
import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { openTokenShards } from "@windrow/shards";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../../helpers/run-cli.ts";
import { scratchFolder } from "../../helpers/scratch-folder.ts";

const scratch = scratchFolder();
const text = readFileSync(new URL("../../../texts/the-long-field.txt", import.meta.url), "utf8");
/** Each paragraph with its line ends, as --separator cuts them. */
const paragraphs = text.split("\n\n");

let made = 0;
const newOutput = (): string => scratch.path(`out-${made++}`);

/** All ids of a set. */
function idsOf(folder: string): number[] {
  const shards = openTokenShards(folder);
  const ids = new Int32Array(shards.length);
  shards.read(0, ids);
  shards.close();
  return [...ids];
}

const eventsOf = (stdout: string): { event: string; [field: string]: unknown }[] =>
  stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));

let field: string;
beforeAll(async () => {
  field = await scratch.write("field.txt", text);
});

describe("prepare", () => {
  const expected = paragraphs.flatMap((one) => [...gpt2.encodeOrdinary(one), gpt2.eotToken]);

  test("documents between separators become shards, and a pipe gets the summary alone", async () => {
    const output = newOutput();
    const args = ["prepare", field, "-o", output, "-e", "gpt2", "--separator", "\\n\\n", "--shard-tokens", "1000"];
    const { code, stdout, stderr } = await runCli([...args, "--unit-bytes", "4000", "--threads", "2"]);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: expect.any(String), stderr: "" });
    const shards = Math.ceil(expected.length / 1000);
    const summary = `${output}: ${expected.length.toLocaleString("en-US")} tokens of ${paragraphs.length} documents in ${shards} shards\n`;
    expect(stdout.replaceAll(/\s+/g, " ")).toBe(summary.replaceAll(/\s+/g, " "));
    expect(idsOf(output)).toEqual(expected);
  });

  test("events, one JSON object a line: every stage begins and ends", async () => {
    const output = newOutput();
    const args = [
      "prepare",
      field,
      "-o",
      output,
      "-e",
      "gpt2",
      "--separator",
      "\\n\\n",
      "--validation",
      "0.3",
      "--json",
    ];
    const { code, stdout, stderr } = await runCli(args);
    expect([code, stderr]).toEqual([0, ""]);
    const events = eventsOf(stdout);
    const stages = events.filter(({ event }) => event === "progress").map(({ stage }) => stage);
    expect([...new Set(stages)]).toEqual(["plan", "encode", "assemble"]);
    const sets = ["train", "validation"].map((set) => ({
      folder: join(output, set),
      tokens: idsOf(join(output, set)).length,
      shards: 1,
    }));
    expect(events.at(-1)).toEqual({
      event: "done",
      output,
      done: true,
      tokens: expected.length,
      documents: paragraphs.length,
      skipped: 0,
      duplicates: 0,
      linksToFolders: [],
      sets,
    });
    expect(sets.every(({ tokens }) => tokens > 0)).toBe(true);
  });

  test("a vocabulary of your own, globs, <|endoftext|> in another place, duplicates", async () => {
    const ranks = Array.from({ length: 256 }, (_, byte) => `${Buffer.from([byte]).toString("base64")} ${byte}\n`).join(
      "",
    );
    const vocab = await scratch.write("bytes.tiktoken", ranks);
    await mkdir(scratch.path("glob"));
    for (const [name, content] of [
      ["b.txt", "hay"],
      ["a.txt", "rake"],
      ["c.txt", "hay"],
      ["d.md", "not this"],
    ])
      await scratch.write(`glob/${name}`, content!);
    const output = newOutput();
    const tokenizer = ["--vocab", vocab, "--pattern", "gpt2", "--special-token", "<|endoftext|>=300"];
    const options = ["--end-of-text", "before", "--dedupe", "--format", "npy"];
    const { code, stdout, stderr } = await runCli([
      "prepare",
      scratch.path("glob/*.txt"),
      "-o",
      output,
      ...tokenizer,
      ...options,
    ]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("1 duplicate left out");
    expect(existsSync(join(output, "tokens_000000.npy"))).toBe(true);
    expect(idsOf(output)).toEqual([300, ...Buffer.from("rake"), 300, ...Buffer.from("hay")]);
  });

  test("ranks: each does its share, the last finds that all is done; the same bytes as threads", async () => {
    const [together, apart] = [newOutput(), newOutput()];
    const args = (output: string): string[] => [
      "prepare",
      field,
      "-o",
      output,
      "-e",
      "gpt2",
      "--separator",
      "\\n\\n",
      "--unit-bytes",
      "2000",
    ];
    expect((await runCli(args(together))).code).toBe(0);
    for (const rank of [2, 0, 1]) {
      const { code, stdout, stderr } = await runCli([
        ...args(apart),
        "--rank",
        String(rank),
        "--world-size",
        "3",
        "--threads",
        "1",
      ]);
      expect([code, stderr]).toEqual([0, ""]);
      const said = stdout.replaceAll(/\s+/g, " ");
      if (rank === 1) expect(said).toMatch(/tokens of \d+ documents in 1 shard/);
      else
        expect(said).toContain(
          `rank ${rank} of 3 has done its share; units of other processes are missing: see windrow status`,
        );
    }
    for (const name of ["manifest.json", "tokens_000000.bin", "tokens_000000.documents"])
      expect(readFileSync(join(apart, name)).equals(readFileSync(join(together, name)))).toBe(true);
  });

  test("the same line again does nothing and says so, and so does resume; another job's is refused", async () => {
    const output = newOutput();
    const args = ["prepare", field, "-o", output, "-e", "gpt2"];
    const first = await runCli(args, { columns: 300 });
    expect([first.code, first.stdout]).toEqual([0, expect.not.stringContaining("nothing was left")]);
    const again = { ...first, stdout: `${first.stdout}nothing was left to do: everything was already done\n` };
    expect(await runCli(args, { columns: 300 })).toEqual(again);
    expect(await runCli(["resume", output], { columns: 300 })).toEqual(again);
    expect(await runCli([...args, "--format", "npy"])).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(
        /^windrow: .* already holds another job, with format "bin" instead of "npy"; use another folder/,
      ),
    });
  });
});

describe("status, resume, verify", () => {
  async function planned(): Promise<string> {
    const output = newOutput();
    const args = ["prepare", field, "-o", output, "-e", "gpt2", "--separator", "\\n\\n", "--unit-bytes", "2000"];
    const { code, stdout } = await runCli([...args, "--plan-only"]);
    expect([code, stdout.replaceAll(/\s+/g, " ")]).toEqual([
      0,
      expect.stringMatching(/: planned, \d units of 16,640 bytes in all/),
    ]);
    return output;
  }

  test("from a plan to verified shards", async () => {
    const output = await planned();
    const before = JSON.parse((await runCli(["status", output, "--json"])).stdout);
    expect(before).toMatchObject({
      schemaVersion: 1,
      output,
      stage: "encode",
      units: { done: 0 },
      tokens: 0,
      shards: null,
    });
    await runCli(["resume", output, "--rank", "0", "--world-size", "2"]);
    const half = JSON.parse((await runCli(["status", output, "--json"])).stdout);
    expect(half.units).toEqual({ done: Math.ceil(before.units.total / 2), total: before.units.total });
    expect((await runCli(["status", output])).stdout).toMatch(
      /: encoding\n(.*\n)?units +4 of \d \(\d\d %\)\nso far +[\d,]+ tokens of \d+ documents\n(speed +[\d,]+ tokens\/s\nleft +\d+ s\n)?$/,
    );
    expect(await runCli(["resume", output])).toMatchObject({ code: 0, stderr: "" });
    expect((await runCli(["status", output])).stdout).toMatch(
      /: done\nunits +(\d) of \1 \(100 %\)\nshards +1 of 1 \(100 %\)\n/,
    );
    const { code, stdout, stderr } = await runCli(["verify", output]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/: \d files, [\d,]+ bytes, all as they were written\n$/);
  });

  test("verify names every file that is not as it was written, and only those", async () => {
    const output = newOutput();
    await runCli(["prepare", field, "-o", output, "-e", "gpt2", "--shard-tokens", "1000"]);
    const files = ["tokens_000001.bin", "tokens_000003.bin"].map((name) => join(output, name));
    const bytes = readFileSync(files[0]!);
    bytes[77]! ^= 4;
    writeFileSync(files[0]!, bytes);
    rmSync(files[1]!);
    const { code, stdout, stderr } = await runCli(["verify", output]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(
      /^windrow: .*tokens_000001\.bin: its sha256 is [0-9a-f]{64}, not [0-9a-f]{64}\nwindrow: .*tokens_000003\.bin: could not be read.*\nwindrow: 2 files of \d+ not as they were written\. .*\n$/,
    );
    const json = await runCli(["verify", output, "--json"]);
    expect(JSON.parse(json.stdout).bad.map(({ file }: { file: string }) => file)).toEqual(files);
  });

  test("a unit's reason names options as the command line does, in prepare and in status", async () => {
    const output = newOutput();
    // Beyond what is looked at before a job is begun.
    const good = `${JSON.stringify({ text: "hay ".repeat(1000) })}\n`.repeat(200);
    const file = await scratch.write("late.jsonl", `${good}{"text":"\\ud800"}\n`);
    const { code, stderr } = await runCli(["prepare", file, "-o", output, "-e", "gpt2"]);
    const reason = 'unit 0: .*late\\.jsonl, line 201: .*Fix it, or set --invalid-text to "replace" or "skip"\\.\\n';
    expect([code, stderr]).toEqual([1, expect.stringMatching(new RegExp(`^windrow: ${reason}`)) as string]);
    const { stdout } = await runCli(["status", output]);
    expect(stdout.replaceAll(/\s+/g, " ")).toContain('set prepare\'s --invalid-text to "replace"');
  });

  test("verify of a job that is not done says so: exit 3; a status without news for a minute has no time left", async () => {
    const output = newOutput();
    await runCli(["prepare", field, "-o", output, "-e", "gpt2", "--plan-only"]);
    expect(await runCli(["verify", output])).toMatchObject({
      code: 3,
      stdout: expect.stringMatching(/: 4 files, [\d,]+ bytes, all as they were written\n$/),
      stderr: `windrow: the job in ${output} is not done: windrow resume ${output} continues it.\n`,
    });
    expect(JSON.parse((await runCli(["verify", output, "--json"])).stdout)).toMatchObject({ stage: "encode", bad: [] });
    const many = newOutput();
    const texts = await Promise.all([1, 2, 3, 4, 5, 6].map((i) => scratch.write(`${i}.txt`, text)));
    const line = ["prepare", ...texts, "-o", many, "-e", "gpt2", "--unit-bytes", "1"];
    await runCli([...line, "--rank", "0", "--world-size", "2"]);
    const long = new Date(Date.now() - 3_600_000);
    const [job, units] = [join(many, "prepare", "job.json"), join(many, "prepare", "encode", "000000")];
    for (const path of [job, ...readdirSync(units).map((name) => join(units, name))]) utimesSync(path, long, long);
    utimesSync(job, long, new Date(long.getTime() - 2000));
    const { stdout } = await runCli(["status", many]);
    expect(stdout).toMatch(
      /\nspeed +[\d,]+ tokens\/s\nidle +(1 h|60 min|\d+ min)[^\n]*, since the last unit was done\n$/,
    );
    expect(stdout).not.toContain("left");
    const now = JSON.parse((await runCli(["status", many, "--json"])).stdout);
    expect(now.tokensPerSecond).toBeCloseTo(now.tokens / 2, 3);
    expect(now.secondsIdle).toBeGreaterThan(3599);
  });

  test("units that fail: exit 1, each with its reason; status lists them, and resume completes the job", async () => {
    const line = `${JSON.stringify({ text })}\n`;
    const inputs = await Promise.all(["one", "two", "three"].map((name) => scratch.write(`${name}.jsonl`, line)));
    const output = newOutput();
    await runCli(["prepare", ...inputs, "-o", output, "-e", "gpt2", "--unit-bytes", "1", "--plan-only"]);
    for (const path of inputs.slice(1)) writeFileSync(path, line.replace('{"text":', "{'text':"));
    const failed = await runCli(["resume", output, "--json"]);
    expect(failed.code).toBe(1);
    expect(failed.stderr).toMatch(
      /^windrow: unit 1: .*two\.jsonl .+\nwindrow: unit 2: .*three\.jsonl .+\nwindrow: 2 tasks failed\. What is done is kept: fix the cause, then windrow resume .* continues the job\.\n$/,
    );
    const events = eventsOf(failed.stdout);
    const told = events.filter(({ event }) => event === "failed");
    expect(told.map(({ stage, index }) => [stage, index])).toEqual([
      ["encode", 1],
      ["encode", 2],
    ]);
    expect(events.at(-1)).toMatchObject({ event: "error", code: "PREPARE_UNITS_FAILED" });
    // Lines are wrapped, within a long path too.
    expect((await runCli(["status", output])).stdout.replaceAll(/\s/g, "")).toMatch(
      /units1of3\(33%\).*failedunit1:.*two\.jsonl.+failedunit2:.*three\.jsonl/,
    );
    for (const path of inputs.slice(1)) writeFileSync(path, line);
    expect((await runCli(["resume", output])).code).toBe(0);
    expect(idsOf(output).length).toBe(3 * (gpt2.encodeOrdinary(text).length + 1));
  });

  test.each(["status", "resume", "verify"])("%s of a folder without a job", async (command) => {
    expect(await runCli([command, scratch.path("nowhere")])).toEqual({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(
        /^windrow: .*nowhere is not an output folder of a job \(it has no prepare\/job\.json\)[^\n]*\n$/,
      ),
    });
  });
});

describe("bad options: exit 2 before anything is written", () => {
  const tokenizer = ["-e", "gpt2"];
  test.each([
    [["-o", "OUT", ...tokenizer], /INPUT is missing\./],
    [["F"], /--output is missing: -o, --output <folder>\./],
    [["F", "-o", "OUT"], /no tokenizer given\. Give --encoding NAME, --tokenizer MODEL, or --vocab FILE\./],
    [["F", "-o", "OUT", "-e", "gpt3"], /Did you mean gpt2\?/],
    [["F", "-o", "OUT", ...tokenizer, "--vocab", "x"], /both --encoding and --vocab given/],
    [["F", "-o", "OUT", ...tokenizer, "--special-token", "a=1"], /--pattern and --special-token apply only to --vocab/],
    [["F", "-o", "OUT", "--vocab", "x.json", "--pattern", "gpt2"], /a tokenizer\.json has its own pattern/],
    [["F", "-o", "OUT", "--vocab", "x", "--pattern", "gpt2", "--special-token", "a"], /must be TOKEN=ID/],
    [["-", "-o", "OUT", ...tokenizer], /write standard input to a file first/],
    [["F", "-o", "OUT", ...tokenizer, "--format", "csv"], /must be bin, llm\.c, megatron or npy/],
    [["F", "-o", "OUT", ...tokenizer, "--shard-tokens", "-5"], /must be a whole number of at least 1/],
    [["F", "-o", "OUT", ...tokenizer, "--unit-bytes", "0"], /must be a whole number of at least 1/],
    [["F", "-o", "OUT", ...tokenizer, "--threads", "1.5"], /must be a whole number of at least 1/],
    [["F", "-o", "OUT", ...tokenizer, "--validation", "1"], /must be a number from 0 up to, but not including, 1/],
    [["F", "-o", "OUT", ...tokenizer, "--separator", "\\q"], /\\q is not an escape here/],
    [["F", "-o", "OUT", ...tokenizer, "--separator", ""], /must be some text/],
    [["F", "-o", "OUT", ...tokenizer, "--input-type", "doc"], /must be text, jsonl or parquet/],
    [["F", "-o", "OUT", ...tokenizer, "--invalid-text", "drop"], /must be fail, replace or skip/],
    [["F", "-o", "OUT", ...tokenizer, "--end-of-text", "never"], /must be after, before, between or none/],
    [["F", "-o", "OUT", ...tokenizer, "--rank", "0"], /no world size given\. Give --world-size N/],
    [
      ["F", "-o", "OUT", ...tokenizer, "--rank", "3", "--world-size", "3"],
      /rank is 3; expected an integer from 0 to 2/,
    ],
    [["F", "-o", "OUT", ...tokenizer, "--rank", "-1", "--world-size", "3"], /must be a whole number of at least 0/],
    [["F", "-o", "OUT", ...tokenizer, "--world-size", "3"], /no rank is given, and none of SLURM_ARRAY_TASK_ID/],
    [["F", "-o", "OUT", ...tokenizer, "--executor", "ray"], /must be threads, rank or bullmq/],
    [
      ["F", "-o", "OUT", ...tokenizer, "--executor", "threads", "--rank", "0"],
      /apply only to --executor rank, not to threads/,
    ],
    [["F", "-o", "OUT", ...tokenizer, "--executor", "bullmq"], /--executor bullmq needs --redis URL/],
    [["F", "-o", "OUT", ...tokenizer, "--redis", "localhost"], /must be a URL such as redis:\/\/host:6379/],
    [["F", "-o", "OUT", ...tokenizer, "--redis", "redis://h", "--threads", "2"], /give it to windrow worker/],
    [
      ["F", "-o", "OUT", ...tokenizer, "--plan-only", "--rank", "0", "--world-size", "2"],
      /--plan-only only plans, so it needs no executor/,
    ],
  ])("prepare %j", async (args, message) => {
    const output = newOutput();
    const paths: Record<string, string> = { F: field, OUT: output };
    const { code, stdout, stderr } = await runCli(["prepare", ...args.map((one) => paths[one] ?? one)]);
    expect([code, stdout, existsSync(output)]).toEqual([2, "", false]);
    expect(stderr).toMatch(message);
  });

  test.each([
    [["worker"], /--redis is missing/],
    [["resume", "x", "--world-size", "0"], /must be a whole number of at least 1/],
    [["resume"], /OUT is missing\./],
    [["status", "a", "b"], /too many arguments/],
  ])("%j", async (args, message) => {
    expect(await runCli(args)).toMatchObject({ code: 2, stdout: "", stderr: expect.stringMatching(message) });
  });

  test("inputs that do not exist: exit 1, nothing written", async () => {
    const output = newOutput();
    for (const [input, message] of [
      [scratch.path("nowhere.txt"), /nowhere\.txt does not exist\./],
      [scratch.path("*.nothing"), /no file matches .*\*\.nothing/],
    ] as const) {
      const { code, stderr } = await runCli(["prepare", input, "-o", output, "-e", "gpt2"]);
      expect([code, existsSync(output)]).toEqual([1, false]);
      expect(stderr).toMatch(message);
    }
    expect(await runCli(["prepare", field, "-o", output, "--vocab", field, "--pattern", "gpt2"])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/[Tt]he tokenizer of .*field\.txt could not be loaded/),
    });
  });
});
