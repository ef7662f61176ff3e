/** Files that change between plan and work: told, never read as they are. */
import { appendFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { cut, readSegment } from "../support/read-inputs.ts";
import { flipBit, makeScratch } from "../support/scratch.ts";

const LINES = Array.from({ length: 100 }, (_, i) => `${JSON.stringify({ text: `line ${i}` })}\n`).join("");

test.each(["a.jsonl", "a.txt", "a.jsonl.gz"])(
  "%s: any changed bit is reported as a change, and as nothing else",
  async (name) => {
    const path = join(makeScratch(), name);
    writeFileSync(path, name.endsWith(".gz") ? gzipSync(LINES) : LINES);
    const options = { separator: "\n", segmentBytes: 500, sizes: { blockBytes: 100 } };
    const { input, segments } = await cut(path, options);
    const changed = {
      code: "PREPARE_INPUT_CHANGED",
      message: expect.stringContaining("plan the job again"),
      fields: { path },
    };
    for (const segment of segments) {
      const before = await readSegment(input, segment, options);
      expect(before.length).toBeGreaterThan(0);
      for (let byte = segment.start; byte < segment.end; byte += 13) {
        flipBit(path, byte);
        await expect(readSegment(input, segment, options)).rejects.toMatchObject(changed);
        flipBit(path, byte);
      }
      expect(await readSegment(input, segment, options)).toEqual(before);
    }
    // Bytes outside the segment do not matter.
    if (segments.length > 1) {
      flipBit(path, segments[1]!.start);
      await readSegment(input, segments[0]!, options);
      flipBit(path, segments[1]!.start);
    }
    appendFileSync(path, "\n");
    await expect(readSegment(input, segments[0]!, options)).rejects.toMatchObject(changed);
    truncateSync(path, input.bytes - 1);
    await expect(readSegment(input, segments[0]!, options)).rejects.toMatchObject(changed);
    rmSync(path);
    const unreadable = { code: "PREPARE_INPUT_UNREADABLE", fields: { path, reason: "ENOENT" } };
    await expect(readSegment(input, segments[0]!, options)).rejects.toMatchObject(unreadable);
    await expect(cut(path, options)).rejects.toMatchObject(unreadable);
  },
);
