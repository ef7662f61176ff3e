/**
 * A disk that gives or takes half, fails, is full or is interrupted, at each call of writing a set and of reading it:
 * the set is there whole and reads right, or there is an error of ours that names the file, and nothing is left.
 */
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { mulberry32 } from "@windrow/testing";
import { FAULT_KINDS, type FaultKind, withFault } from "@windrow/testing/disk";
import { expect, test } from "vitest";
import { openTokenShards, type ShardFormat, TokenShardWriter } from "../src/index.ts";
import { scratchFolder } from "./scratch.ts";

const FORMATS: readonly ShardFormat[] = ["bin", "llm.c", "npy", "megatron"];
const random = mulberry32(7);
/** Several shards, and in the largest more than is written at a time. */
const DOCUMENTS = [10, 0, 70_000, 300, 1, 140_000, 5].map((length) =>
  Int32Array.from({ length }, () => Math.floor(random() * 50_000)),
);
const IDS = Buffer.concat(DOCUMENTS.map(({ buffer }) => new Uint8Array(buffer)));

async function write(folder: string, format: ShardFormat): Promise<void> {
  const writer = await TokenShardWriter.create(folder, { format, vocabSize: 50_000, shardTokens: 100_000 });
  try {
    for (const document of DOCUMENTS) {
      await writer.write(document);
      await writer.endDocument();
    }
    await writer.close();
  } catch (error) {
    // On a disk that is gone nothing can be removed either.
    await writer.abort().catch(() => {});
    throw error;
  }
}

/** Whether a set has the ids that were written. */
async function readsRight(folder: string): Promise<boolean> {
  const shards = openTokenShards(folder, { blockBytes: 2 ** 14, cacheBytes: 2 ** 16 });
  try {
    const ids = new Int32Array(shards.length);
    shards.read(0, ids);
    return IDS.equals(new Uint8Array(ids.buffer));
  } finally {
    shards.close();
  }
}

/** Whether an error is ours, and names a file of the folder. @throws where not */
function expectNamed(error: unknown, folder: string, said: string): void {
  expect(error, said).toMatchObject({ code: expect.stringMatching(/^DATASET_/), name: "ShardsError" });
  expect((error as Error).message, said).toContain(folder);
}

const cases = FORMATS.flatMap((format) => FAULT_KINDS.map((kind) => [format, kind] as const));

test.each(cases)("writing %s, %s at each call", async (format, kind) => {
  const root = scratchFolder();
  const folder = join(root, "set");
  const [survived, refused] = [[] as number[], [] as number[]];
  for (let call = 1; ; call++) {
    const { outcome, report } = await withFault({ kind, call }, [root], () => write(folder, format));
    if (report.faults.length === 0) break;
    const said = `${kind}, call ${call}, ${report.faults[0]}`;
    if (outcome.status === "fulfilled") {
      survived.push(call);
      expect(await readsRight(folder), said).toBe(true);
    } else {
      refused.push(call);
      expectNamed(outcome.reason, folder, said);
      const left = existsSync(folder) ? readdirSync(folder) : [];
      // What can't be removed is still not a set.
      if (kind !== "EIO from then on" && !/^(close|rm) /.test(report.faults[0]!) && !left.includes("manifest.json"))
        expect(left, said).toEqual([]);
      if (!left.includes("manifest.json")) await expect(readsRight(folder), said).rejects.toThrow(folder);
    }
    rmSync(folder, { recursive: true, force: true });
  }
  expect(kind === "short" ? survived.length : refused.length).toBeGreaterThan(5);
  if (kind === "short") expect(refused).toEqual([]);
});

test.each(cases.filter(([, kind]) => !kind.startsWith("ENOSPC")))(
  "reading %s, %s at each call",
  async (format, kind) => {
    const folder = join(scratchFolder(), "set");
    mkdirSync(folder);
    await write(folder, format);
    const figures: Record<"survived" | "refused", number> = { survived: 0, refused: 0 };
    for (let call = 1; ; call += STEP[kind] ?? 1) {
      const { outcome, report } = await withFault({ kind, call }, [folder], () => readsRight(folder));
      if (report.faults.length === 0) break;
      const said = `${kind}, call ${call}, ${report.faults[0]}`;
      figures[outcome.status === "fulfilled" ? "survived" : "refused"]++;
      if (outcome.status === "fulfilled") expect(outcome.value, said).toBe(true);
      else expectNamed(outcome.reason, folder, said);
    }
    expect(figures.survived + figures.refused).toBeGreaterThan(5);
    if (kind === "short" || kind === "EINTR") expect(figures.refused).toBeLessThan(5);
  },
);

/** Reads are many and alike: not each of them is tried. */
const STEP: Partial<Record<FaultKind, number>> = { short: 7, EIO: 7, EINTR: 7, "EIO from then on": 11 };
