/** `windrow count` streams: memory does not grow with a file, and nothing is loaded that it does not need. */
import { open } from "node:fs/promises";
import { skipNote } from "@windrow/testing";
import { expect, test } from "vitest";
import { noTerminal, runInTerminal } from "./pseudo-terminal.ts";
import { scratchFolder } from "./scratch-folder.ts";
import { spawnCli } from "./spawn-cli.ts";

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
