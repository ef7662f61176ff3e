/** Part files of more documents than memory is to hold: ends go to the disk as they come. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mulberry32 } from "@windrow/testing";
import { expect, test } from "vitest";
import { PartEnds } from "../../src/encode/part-ends.ts";
import { PartWriter } from "../../src/encode/part-writer.ts";
import { scratchFolder } from "../support/scratch.ts";

/** Rising numbers, some above 2^32. */
function someEnds(seed: number, count: number): number[] {
  const random = mulberry32(seed);
  let end = 0;
  return Array.from({ length: count }, () => (end += Math.floor(random() * 3) * 2 ** Math.floor(random() * 34)));
}

async function bytesOf(ends: PartEnds): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const bytes of ends.bytes()) pieces.push(Buffer.from(bytes));
  return Buffer.concat(pieces);
}

test.each([0, 1, 9, 10, 11, 100, 1003])("%d ends, of which ten are held", async (count) => {
  const folder = scratchFolder();
  const ends = new PartEnds(join(folder, "part"), 10);
  const expected = someEnds(count, count);
  for (const end of expected) {
    ends.push(end);
    await ends.spill();
  }
  expect(ends.count).toBe(count);
  expect(readdirSync(folder).length).toBe(count < 10 ? 0 : 1);
  expect(await bytesOf(ends)).toEqual(Buffer.from(BigUint64Array.from(expected, BigInt).buffer));
  await ends.close();
  expect(readdirSync(folder)).toEqual([]);
});

test("ends that the disk gives back otherwise than they were written are refused", async () => {
  const folder = scratchFolder();
  const ends = new PartEnds(join(folder, "part"), 10);
  for (const end of someEnds(1, 25)) {
    ends.push(end);
    await ends.spill();
  }
  const path = join(folder, readdirSync(folder)[0]!);
  const written = readFileSync(path);
  for (const damaged of [written.subarray(0, -1), Buffer.from(written).fill(7, 90, 91)]) {
    writeFileSync(path, damaged);
    await expect(bytesOf(ends)).rejects.toMatchObject({ code: "PREPARE_OUTPUT_UNREADABLE" });
  }
  await ends.close();
});

test("four million documents take no memory each, and lie behind the tokens", async () => {
  const path = join(scratchFolder(), "part");
  const used = (): number => process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
  const part = await PartWriter.create(path, 50_257);
  const before = used();
  const count = 4_000_000;
  for (let document = 0; document < count; document++) {
    part.writeOne(document % 50_000);
    part.endDocument();
    if (document % 100_000 === 0) await part.flush();
  }
  // A plain array of them takes 32 MB; what is read and written takes some.
  expect(used() - before).toBeLessThan(20_000_000);
  expect([part.documents, part.tokens]).toEqual([count, count]);
  const { bytes } = await part.finish();
  await part.commit();
  const written = readFileSync(path);
  expect([bytes, written.length]).toEqual([10 * count, 10 * count]);
  for (let document = 0; document < count; document += 9973)
    expect(written.readBigUInt64LE(2 * count + 8 * document)).toBe(BigInt(document + 1));
});

test("nothing is left of a part that is given up", async () => {
  const folder = scratchFolder();
  const part = await PartWriter.create(join(folder, "part"), 50_257);
  for (let document = 0; document < 300_000; document++) part.endDocument();
  await part.flush();
  expect(readdirSync(folder).filter((name) => name.includes(".ends.")).length).toBe(1);
  await part.discard();
  expect(readdirSync(folder)).toEqual([]);
  expect(existsSync(join(folder, "part"))).toBe(false);
});
