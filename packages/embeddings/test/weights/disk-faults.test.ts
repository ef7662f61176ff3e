/**
 * A disk that gives or takes half, fails or is full at each call of saving an embedding over another, and of loading
 * it: the old tables or the new ones come back, whole, or an error of ours that names the file.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FAULT_KINDS, withFault } from "@windrow/testing/disk";
import { afterAll, expect, test } from "vitest";
import { InputEmbedding } from "../../src/index.ts";

const root = mkdtempSync(join(tmpdir(), "windrow-embeddings-"));
afterAll(() => rmSync(root, { recursive: true }));

const make = (seed: number): Promise<InputEmbedding> =>
  InputEmbedding.create({ vocabSize: 7, contextLength: 5, embeddingDim: 4, seed });
const [before, after] = [await make(1), await make(2)];
const numbers = ({ tokenWeight, positionWeight }: InputEmbedding): string =>
  [...tokenWeight, ...positionWeight!].join(" ");

function expectNamed(error: unknown, folder: string, said: string): void {
  expect(error, said).toMatchObject({ code: expect.stringMatching(/^EMBEDDINGS_/), name: "EmbeddingsError" });
  expect((error as Error).message, said).toContain(folder);
}

test.each(FAULT_KINDS)("saving, %s at each call", async (kind) => {
  const folder = join(root, `saved ${kind}`);
  const count = { survived: 0, refused: 0 };
  for (let call = 1; ; call++) {
    await before.save(folder);
    const { outcome, report } = await withFault({ kind, call }, [folder], () => after.save(folder));
    if (report.faults.length === 0) break;
    const said = `${kind}, call ${call}, ${report.faults[0]}`;
    count[outcome.status === "fulfilled" ? "survived" : "refused"]++;
    const loaded = await InputEmbedding.load(folder);
    const found = numbers(loaded);
    if (outcome.status === "fulfilled") expect(found, said).toBe(numbers(after));
    else {
      expectNamed(outcome.reason, folder, said);
      expect([numbers(before), numbers(after)], said).toContain(found);
    }
    const left = readdirSync(folder).filter((name) => name.endsWith(".tmp"));
    // On a disk that is gone nothing can be removed either.
    if (kind !== "EIO from then on") expect(left, said).toEqual([]);
    await loaded.dispose();
    rmSync(folder, { recursive: true });
  }
  if (kind === "short") expect(count).toEqual({ survived: expect.any(Number) as number, refused: 0 });
  expect(count.survived + count.refused).toBeGreaterThan(kind === "short" || kind === "EINTR" ? 2 : 5);
});

test.each(FAULT_KINDS.filter((kind) => !kind.startsWith("ENOSPC")))("loading, %s at each call", async (kind) => {
  const folder = join(root, `loaded ${kind}`);
  if (!existsSync(folder)) await before.save(folder);
  let injected = 0;
  for (let call = 1; ; call++) {
    const { outcome, report } = await withFault({ kind, call }, [folder], async () => {
      const loaded = await InputEmbedding.load(folder);
      try {
        return numbers(loaded);
      } finally {
        await loaded.dispose();
      }
    });
    if (report.faults.length === 0) break;
    injected++;
    const said = `${kind}, call ${call}, ${report.faults[0]}`;
    if (outcome.status === "fulfilled") expect(outcome.value, said).toBe(numbers(before));
    else expectNamed(outcome.reason, folder, said);
    if (kind === "short") expect(outcome.status, said).toBe("fulfilled");
  }
  expect(injected).toBeGreaterThan(2);
});
