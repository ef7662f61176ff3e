/**
 * The PyTorch Dataset of python/ against SlidingWindowDataset: every window of every format. What it gave once is
 * here as sha256, which SlidingWindowDataset is compared with everywhere; what runs it is skipped by name without
 * numpy or torch.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SlidingWindowDataset } from "@windrow/dataset";
import { openTokenShards, type ShardFormat, TokenShardWriter } from "@windrow/shards";
import { skipNote } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { scratchFolder } from "../support/scratch.ts";

const interpreter = process.env.PYTHON ?? "python3";
const folderOfModule = fileURLToPath(new URL("../../python", import.meta.url));

function runPython(script: string, ...args: string[]) {
  const env = { ...process.env, PYTHONPATH: folderOfModule, PYTHONDONTWRITEBYTECODE: "1" };
  return spawnSync(interpreter, ["-c", script, ...args], { encoding: "utf8", env, maxBuffer: 2 ** 28 });
}

/** What a script prints, as JSON. */
function python(script: string, ...args: string[]): unknown {
  const { status, stdout, stderr, error } = runPython(script, ...args);
  if (status !== 0) throw new Error(`${interpreter} failed: ${error?.message ?? stderr}`);
  return JSON.parse(stdout);
}

/** Documents of odd lengths: none, one token, a few, longer than two shards. */
const LENGTHS = [3, 0, 1, 17, 4, 0, 0, 41, 5, 8, 2, 29, 0];

async function writeSet(format: ShardFormat, vocabSize: number): Promise<string> {
  const folder = scratchFolder();
  const writer = await TokenShardWriter.create(folder, { format, vocabSize, shardTokens: 13 });
  let token = 0;
  for (const length of LENGTHS) {
    // Large ids, such as would become negative in a type that is too small.
    await writer.write(Int32Array.from({ length }, () => vocabSize - 1 - token++));
    await writer.endDocument();
  }
  await writer.close();
  return folder;
}

interface Case {
  readonly maxLength: number;
  readonly stride: number | null;
  readonly documents: "concatenate" | "separate";
}

const cases: Case[] = (["concatenate", "separate"] as const).flatMap((documents) =>
  (
    [
      [4, 1],
      [4, null],
      [1, 1],
      [5, 9],
      [16, 3],
      [40, 1],
      [200, 1],
    ] as const
  ).map(([maxLength, stride]) => ({ maxLength, stride, documents })),
);

/** Every window as our own dataset has it: inputs, then targets. */
function windowsOf(folder: string, { maxLength, stride, documents }: Case): number[][][] {
  const tokens = openTokenShards(folder);
  const documentEnds = documents === "separate" ? tokens.documentEnds : undefined;
  const dataset = new SlidingWindowDataset(tokens, { maxLength, stride: stride ?? maxLength, documentEnds });
  const windows = Array.from({ length: dataset.length }, (_, i) => {
    const { inputIds, targetIds } = dataset.get(i);
    return [[...inputIds], [...targetIds]];
  });
  tokens.close();
  return windows;
}

const EVERY_WINDOW = `
import json, sys
if sys.argv[3] == "numpy": sys.modules["torch"] = None  # as where it is not installed
import windrow_dataset
found = []
for case in json.loads(sys.argv[2]):
    dataset = windrow_dataset.WindrowDataset(sys.argv[1], case["maxLength"], case["stride"], documents=case["documents"])
    pairs = [dataset[i] for i in range(len(dataset))]
    assert all(str(half.dtype) == ("int64" if sys.argv[3] == "numpy" else "torch.int64") for pair in pairs for half in pair)
    found.append([[half.tolist() for half in pair] for pair in pairs])
print(json.dumps(found))
`;

const FORMATS: [ShardFormat, number][] = (["bin", "llm.c", "megatron", "npy"] as const).flatMap((format) => [
  [format, 65_000],
  [format, 200_019],
]);

/** sha256 of what EVERY_WINDOW printed with numpy 2.4.6, as compact JSON, by the number of ids: no format changes it. */
const PRINTED = new Map([
  [65_000, "d435f24692f6f7cfa730e2721acad7ef1224aa2fb153fdf2a10948b69a4f0073"],
  [200_019, "6d653e22bb479619a79068ac722708c6067ce0c0be53d44358de449d0fc6e5df"],
]);

const sha256OfJson = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("hex");

test.each(FORMATS)(
  "SlidingWindowDataset over %s with %i ids has the windows of the Dataset in Python",
  async (format, vocabSize) => {
    const folder = await writeSet(format, vocabSize);
    expect(sha256OfJson(cases.map((one) => windowsOf(folder, one)))).toBe(PRINTED.get(vocabSize));
  },
);

const without = (...modules: string[]): string | undefined =>
  runPython(`import ${modules.join(", ")}`).status === 0 ? undefined : `no Python with ${modules.join(" and ")}`;
const noNumpy = without("numpy");
const noTorch = without("numpy", "torch");

describe.skipIf(noNumpy !== undefined)(`with numpy${skipNote(noNumpy)}`, () => {
  test.each(FORMATS)("every window of %s with %i ids", async (format, vocabSize) => {
    const folder = await writeSet(format, vocabSize);
    const expected = cases.map((one) => windowsOf(folder, one));
    expect(expected.filter((windows) => windows.length > 1).length).toBe(11);
    const printed = python(EVERY_WINDOW, folder, JSON.stringify(cases), "numpy");
    expect(printed).toEqual(expected);
    expect(sha256OfJson(printed)).toBe(PRINTED.get(vocabSize));
  });

  test("an empty set has no windows, also of documents", async () => {
    const folder = scratchFolder();
    const writer = await TokenShardWriter.create(folder, { format: "bin", vocabSize: 10 });
    await writer.endDocument();
    await writer.close();
    const some = cases.filter(({ maxLength }) => maxLength === 4);
    expect(python(EVERY_WINDOW, folder, JSON.stringify(some), "numpy")).toEqual(some.map(() => []));
  });

  test("what is wrong is said", async () => {
    const folder = await writeSet("bin", 65_000);
    const made = (more: string): string =>
      runPython(
        `import sys; sys.modules["torch"] = None; from windrow_dataset import *; d = WindrowDataset(r"${folder}", ${more}`,
      ).stderr;
    // 110 tokens, windows of 4 + 1: ceil(106 / 4).
    expect(made("4)[27]")).toContain("IndexError: there is no window 27; there are 27");
    expect(made("0)")).toContain("ValueError: max_length is 0; expected an integer of at least 1");
    expect(made("4, stride=0)")).toContain("ValueError: stride is 0; expected");
    expect(made('4, documents="apart")')).toContain('expected "concatenate" or "separate"');
    truncateSync(join(folder, "tokens_000001.bin"), 24);
    expect(made("4)")).toMatch(/tokens_000001\.bin has 24 bytes, but the manifest says 26: it was cut or replaced/);
    writeFileSync(join(folder, "manifest.json"), "{}");
    expect(made("4)")).toMatch(/manifest\.json is not a manifest of token shards, version 1/);
  });
});

describe.skipIf(noTorch !== undefined)(`with torch${skipNote(noTorch)}`, () => {
  test("every window, as tensors", async () => {
    const folder = await writeSet("megatron", 200_019);
    expect(python(EVERY_WINDOW, folder, JSON.stringify(cases), "torch")).toEqual(
      cases.map((one) => windowsOf(folder, one)),
    );
  });

  // A spawned worker imports the program's own module again: it has to be a file.
  test.each(["fork", "spawn"])("a DataLoader with two workers by %s", async (start) => {
    const folder = await writeSet("npy", 200_019);
    const program = join(scratchFolder(), "load.py");
    writeFileSync(
      program,
      `
import json, sys
from torch.utils.data import DataLoader
from windrow_dataset import WindrowDataset

if __name__ == "__main__":
    dataset = WindrowDataset(sys.argv[1], 4, 1)
    dataset[0]  # has files open when the workers begin
    loader = DataLoader(dataset, batch_size=8, num_workers=2, multiprocessing_context=sys.argv[2])
    print(json.dumps([[a.tolist(), b.tolist()] for inputs, targets in loader for a, b in zip(inputs, targets)]))
`,
    );
    const env = { ...process.env, PYTHONPATH: folderOfModule, PYTHONDONTWRITEBYTECODE: "1" };
    const { status, stdout, stderr } = spawnSync(interpreter, [program, folder, start], { encoding: "utf8", env });
    expect(status, stderr).toBe(0);
    expect(JSON.parse(stdout)).toEqual(windowsOf(folder, { maxLength: 4, stride: 1, documents: "concatenate" }));
  });
});
