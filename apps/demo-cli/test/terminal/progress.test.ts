/** Progress: after a second, at most ten times a second, within the line, taken away; nothing where nobody watches. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { stageLine } from "../../src/job/job-reporter.ts";
import { progressLine, startProgress } from "../../src/terminal/progress.ts";
import { widthOf } from "../../src/show/graphemes.ts";
import { trainLine } from "../../src/commands/train/train-reporter.ts";
import { guarded, withProgress } from "../../src/terminal/terminal.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

function watched(columns: number, showsProgress = true) {
  let stderr = "";
  const terminal = {
    stdout: () => {},
    stderr: (text: string) => void (stderr += text),
    isStyled: false,
    showsProgress,
    stderrColumns: columns,
  };
  return { terminal: guarded(terminal), stderr: () => stderr };
}

test("a line without figures is cut to the terminal, and taken away; nothing where nobody watches", async () => {
  vi.useRealTimers();
  const line = "drawing 13.3 million random weights as torch draws them ...";
  for (const columns of [20, 40]) {
    const { terminal, stderr } = watched(columns);
    expect(await withProgress(line, terminal, async () => 7)).toBe(7);
    const [shown, after] = stderr().split("\r");
    expect([widthOf(shown!) < columns, shown!.startsWith("drawing"), after]).toEqual([true, true, "\u001b[K"]);
  }
  const unseen = watched(40, false);
  await withProgress(line, unseen.terminal, async () => {});
  expect(unseen.stderr()).toBe("");
});

test("what it says", () => {
  expect(progressLine("a.txt", 25e6, 100e6, 8e6, 2)).toBe("a.txt  25 %  4.0 M tokens/s  6 s left");
  expect(progressLine("a.txt", 1e9, 100e9, 250e6, 60)).toBe("a.txt  1 %  4.2 M tokens/s  1 h 39 min left");
  expect(progressLine("empty.txt", 0, 0, 0, 1)).toBe("empty.txt  0B  0 tokens/s");
  expect(progressLine("-", 1_500_000, undefined, 400_000, 1.5)).toBe("-  1.5 MB  267 k tokens/s");
});

test("what it says of a job", () => {
  const progress = {
    done: 16,
    total: 64,
    bytes: 25e6,
    totalBytes: 100e6,
    tokens: 8e6,
    documents: 9,
    skipped: 0,
    failed: 0,
  };
  const line = (stage: "plan" | "encode" | "assemble", more = {}): string =>
    stageLine({ ...progress, stage, ...more }, 2);
  expect(line("plan")).toBe("planning  25 %  6 s left");
  expect(line("encode")).toBe("encoding  25 %  16 of 64 units  4.0 M tokens/s  6 s left");
  expect(line("encode", { bytes: 0, tokens: 0, failed: 2 })).toBe("encoding  0 %  16 of 64 units  2 failed");
  expect(line("assemble", { total: 1, done: 0 })).toBe("writing 0 of 1 shard");
});

test("begins after a second, and is taken away", () => {
  const { terminal, stderr } = watched(30);
  const progress = startProgress("\u65e5\u672c".repeat(20), 100, terminal);
  vi.advanceTimersByTime(900);
  progress.update(10, 10);
  expect(stderr()).toBe("");
  vi.advanceTimersByTime(100);
  progress.update(20, 20);
  progress.update(21, 21);
  const shown = stderr();
  expect(shown).toMatch(/^\r\u001b\[K/);
  expect(widthOf(shown.slice(4))).toBeLessThan(30);
  expect(shown.split("\r").length).toBe(2);
  progress.end();
  expect(stderr()).toBe(`${shown}\r\u001b[K`);
});

test("what is quick, and what nobody watches, says nothing", () => {
  const [quick, unwatched] = [watched(80), watched(80, false)];
  startProgress("a", 10, quick.terminal).end();
  const progress = startProgress("a", 10, unwatched.terminal);
  vi.advanceTimersByTime(5000);
  progress.update(5, 5);
  progress.end();
  expect([quick.stderr(), unwatched.stderr()]).toEqual(["", ""]);
});

test("the line of a training", () => {
  const progress = { stage: "count", texts: 1, bytes: 25e6, words: 0, merges: 0, wantedMerges: 7936 } as const;
  expect(trainLine(progress, 1e8, 2)).toBe("counting words  25 %  12.5 MB/s  6 s left");
  expect(trainLine(progress, undefined, 2)).toBe("counting words  25.0 MB  12.5 MB/s");
  expect(trainLine({ ...progress, bytes: 0 }, 1e8, 1)).toBe("counting words  0 %  0B/s");
  const merging = { ...progress, stage: "merge", words: 112_911, merges: 1234 } as const;
  expect(trainLine(merging, 1e8, 5)).toBe("learning merges  1,234 of 7,936  from 113 k distinct words");
});
