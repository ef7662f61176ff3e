/** `windrow count` streams: memory does not grow with a file, and nothing is loaded that it does not need. */
import { mkdir, open, truncate, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { getEncoding } from "@windrow/tokenizer-bpe";
import { skipNote } from "@windrow/testing";
import { expect, test } from "vitest";
import type { CountJson } from "../../../src/commands/count/count-json.ts";
import { noTerminal, runInTerminal } from "../../helpers/pseudo-terminal.ts";
import { scratchFolder } from "../../helpers/scratch-folder.ts";
import { spawnCli } from "../../helpers/spawn-cli.ts";

const scratch = scratchFolder();

/**
 * Prints, when the process ends, its peak memory in MB and which of onnxruntime's libraries it loaded.
 * The peak is that of /proc where there is one: resourceUsage's is the parent's where that had more.
 */
const REPORT = `data:text/javascript,${encodeURIComponent(`
import { existsSync, readFileSync } from "node:fs";
process.on("exit", () => {
  const status = "/proc/self/status";
  const kilobytes = existsSync(status) ? /VmHWM:\\s+(\\d+)/.exec(readFileSync(status, "utf8"))[1] : process.resourceUsage().maxRSS;
  const native = process.report.getReport().sharedObjects.filter((file) => file.includes("onnxruntime"));
  process.stderr.write(JSON.stringify({ peak: kilobytes / 1024, native }));
});`)}`;

interface Reported {
  readonly peak: number;
  readonly native: readonly string[];
}

/** Words, ideographs, emoji and long runs, again and again. */
async function writeLarge(name: string, megabytes: number): Promise<string> {
  const part = Buffer.from(
    `${"The hay is in, and the rows are long. ".repeat(20)}\n${"\u65e5\u672c\u8a9e\u306e\u6587\u7ae0".repeat(20)}\u{1f468}\u200d\u{1f469}\n${"x".repeat(2000)}\n`,
  );
  const block = Buffer.concat(Array.from({ length: Math.floor(2 ** 20 / part.length) }, () => part));
  const file = await open(scratch.path(name), "w");
  for (let written = 0; written < megabytes * 1e6; written += block.length) await file.write(block);
  await file.close();
  return scratch.path(name);
}

test("300 MB in under 150 MB of memory, without onnxruntime", { timeout: 300_000 }, async () => {
  const file = await writeLarge("large.txt", 300);
  const { code, stdout, stderr } = await spawnCli(["count", file, "--json"], { nodeOptions: ["--import", REPORT] });
  expect(code).toBe(0);
  const { peak, native } = JSON.parse(stderr) as Reported;
  expect(peak).toBeLessThan(150);
  expect(native).toEqual([]);
  expect(JSON.parse(stdout).total.bytes).toBeGreaterThan(300e6);
  // The same look at a command that does load it.
  const embed = await spawnCli(["embed", "--text", "hay", "--embedding-dim", "2"], {
    nodeOptions: ["--import", REPORT],
  });
  expect((JSON.parse(embed.stderr) as Reported).native.length).toBeGreaterThan(0);
});

test("20,000 files in under 200 MB of memory, and as many as a loop counts", { timeout: 300_000 }, async () => {
  const folder = scratch.path("many");
  for (let i = 0; i < 100; i++) await mkdir(join(folder, String(i)), { recursive: true });
  const text = "The hay is in, and the rows are long. ".repeat(60);
  for (let i = 0; i < 20_000; i++) await writeFile(join(folder, String(i % 100), `${i}.txt`), text.slice(i % 1000));
  const { code, stdout, stderr } = await spawnCli(["count", folder, "--json"], { nodeOptions: ["--import", REPORT] });
  expect(code).toBe(0);
  const { peak } = JSON.parse(stderr) as Reported;
  // Each core beside the first two has a tokenizer of its own.
  expect(peak).toBeLessThan(200 + 40 * Math.max(0, availableParallelism() - 2));
  const tokenizer = await getEncoding("o200k_base");
  const counts = Array.from({ length: 1000 }, (_, i) => tokenizer.countTokens(text.slice(i)));
  const counted = JSON.parse(stdout) as CountJson;
  expect(counted.files.length).toBe(20_000);
  expect(counted.total.tokens).toBe(20 * counts.reduce((sum, count) => sum + count, 0));
});

test("5 GB without anything in them: left out of a folder, refused by name, at once and in little memory", async () => {
  const folder = scratch.path("sparse");
  await mkdir(folder);
  await writeFile(join(folder, "a.txt"), "hay");
  const path = join(folder, "sparse.txt");
  await writeFile(path, "");
  await truncate(path, 5e9);
  // A text at its beginning, and then no end of the same piece.
  const late = join(folder, "late.txt");
  await writeFile(late, "The hay is in. ".repeat(1000));
  await truncate(late, 5e9);
  const options = { nodeOptions: ["--import", REPORT] };
  const { code, stdout, stderr } = await spawnCli(["count", folder, "--json"], options);
  expect([code, JSON.parse(stdout)]).toMatchObject([
    3,
    { total: { bytes: 3 }, binary: [path], failed: [{ file: late }] },
  ]);
  expect((JSON.parse(stderr.split("\n").at(-1)!) as Reported).peak).toBeLessThan(250);
  const named = await spawnCli(["count", path], options);
  expect([named.code, named.stderr]).toEqual([1, expect.stringMatching(/it is binary \(byte 0 is 0x00\), not text/)]);
});

test.skipIf(noTerminal !== undefined)(
  `progress with tokens/s and time left, taken away at the end${skipNote(noTerminal)}`,
  { timeout: 300_000 },
  async () => {
    const file = await writeLarge("watched.txt", 120);
    const { code, output } = await runInTerminal(["count", file], { columns: 120 });
    expect(code).toBe(0);
    expect(output).toMatch(/watched\.txt {2}\d+ % {2}[\d.]+ [kM] tokens\/s {2}\d+ s left/);
    expect(output).toMatch(/\r\u001b\[K(?:\u001b\[2m)?o200k_base/);
  },
);
