/** prepare as a process: killed and resumed, ended by Ctrl-C and SIGTERM; the shards are those of a run without a break. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { skipNote } from "@windrow/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { noTerminal, runInTerminal } from "../../helpers/pseudo-terminal.ts";
import { scratchFolder } from "../../helpers/scratch-folder.ts";
import { spawnCli } from "../../helpers/spawn-cli.ts";

const scratch = scratchFolder();
const story = readFileSync(new URL("../../../texts/the-long-field.txt", import.meta.url), "utf8");
const FILES = 40;
/** About 2.5 MB and one unit each, so that a job takes seconds. */
const TIMES = 150;
const SETTINGS = ["-e", "o200k_base", "--unit-bytes", "1", "--threads", "1", "--shard-tokens", "9000000"];

let texts: string;
let whole: string;
beforeAll(async () => {
  texts = scratch.path("texts");
  whole = scratch.path("whole");
  await mkdir(texts);
  for (let i = 0; i < FILES; i++) {
    const place = Math.floor((i * story.length) / FILES);
    await scratch.write(
      `texts/${String(i).padStart(2, "0")}.txt`,
      (story.slice(place) + story.slice(0, place)).repeat(TIMES),
    );
  }
  expect((await spawnCli(["prepare", texts, "-o", whole, ...SETTINGS, "--threads", "2"])).code).toBe(0);
});

/** Units with a marker. */
function unitsDone(output: string): number {
  const folder = join(output, "prepare", "encode", "000000");
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.filter((name) => name.endsWith(".json")).length;
}

async function untilUnits(output: string, count: number): Promise<void> {
  while (unitsDone(output) < count) await new Promise((resolve) => setTimeout(resolve, 10));
}

function expectWhole(output: string): void {
  const names = readdirSync(whole).filter((name) => name !== "prepare");
  expect(names.length).toBeGreaterThan(4);
  expect(readdirSync(output).toSorted()).toEqual(readdirSync(whole).toSorted());
  for (const name of names)
    expect([name, readFileSync(join(output, name)).equals(readFileSync(join(whole, name)))]).toEqual([name, true]);
}

test("killed twice in the middle and resumed", async () => {
  const output = scratch.path("killed");
  const lines = [
    ["prepare", texts, "-o", output, ...SETTINGS],
    ["resume", output, "--threads", "1"],
  ];
  for (const [i, line] of lines.entries()) {
    const { code } = await spawnCli(line, {
      onStart: (child) => void untilUnits(output, 4 * (i + 1)).then(() => child.kill("SIGKILL")),
    });
    expect(code).toBe(null);
    expect(unitsDone(output)).toBeLessThan(FILES);
  }
  const { code, stderr } = await spawnCli(["resume", output]);
  expect([code, stderr]).toEqual([0, ""]);
  expectWhole(output);
});

test.each(["SIGTERM", "SIGINT"] as const)(
  "%s: what runs is given up in good order, exit 130, and resume goes on",
  async (signal) => {
    const output = scratch.path(signal);
    const { code, stdout, stderr } = await spawnCli(["prepare", texts, "-o", output, ...SETTINGS, "--json"], {
      onStart: (child) => void untilUnits(output, 3).then(() => child.kill(signal)),
    });
    const done = unitsDone(output);
    expect([code, done < FILES]).toEqual([130, true]);
    expect(stderr).toBe(`windrow: interrupted. What is done is kept: windrow resume ${output} continues the job.\n`);
    expect(JSON.parse(stdout.trimEnd().split("\n").at(-1)!)).toMatchObject({
      event: "interrupted",
      code: "PREPARE_INTERRUPTED",
    });
    // Nothing that was begun is left: a part for each marker, and no temporary file.
    const names = readdirSync(join(output, "prepare", "encode", "000000"));
    expect(names.filter((name) => !/^\d{6}\.(json|tokens)$/.test(name))).toEqual([]);
    const status = JSON.parse((await spawnCli(["status", output, "--json"])).stdout);
    expect(status).toMatchObject({ stage: "encode", units: { done, total: FILES }, failed: [] });
    expect((await spawnCli(["resume", output])).code).toBe(0);
    expectWhole(output);
  },
);

describe.skipIf(noTerminal !== undefined)(`in a pseudo-terminal${skipNote(noTerminal)}`, () => {
  test("progress on one line, Ctrl-C takes it away and says how to go on", async () => {
    const output = scratch.path("terminal");
    let isTyped = false;
    const { code, output: shown } = await runInTerminal(["prepare", texts, "-o", output, ...SETTINGS], {
      columns: 60,
      onOutput(soFar, child) {
        if (isTyped || !soFar.includes("tokens/s")) return;
        isTyped = true;
        child.stdin!.write("\u0003");
      },
    });
    expect(code).toBe(130);
    expect(shown).toMatch(/\r\u001b\[Kencoding {2}\d+ % {2}\d+ of 40 units {2}[\d.]+ [kM] tokens\/s/);
    for (const line of shown.split(/\r\u001b\[K|\r?\n/))
      if (line.startsWith("encoding")) expect(line.length).toBeLessThan(60);
    const end = shown.slice(shown.lastIndexOf("\r\u001b[K"));
    const last = stripVTControlCharacters(end).trimStart().replaceAll(/\s+/g, " ");
    expect(last).toMatch(
      /^(\^C)?windrow: interrupted\. What is done is kept: windrow resume \S+terminal continues the job\. $/,
    );
    expect((await runInTerminal(["resume", output], { columns: 200 })).output).toContain("Next: windrow verify");
    expectWhole(output);
  });
});
