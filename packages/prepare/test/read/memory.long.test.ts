/** Memory while inputs of 2 GB are read, each in a process of its own: it must not grow with them. */
import { spawnSync } from "node:child_process";
import { closeSync, createReadStream, createWriteStream, ftruncateSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { bundleSource } from "../../../../tools/bundle-source.mjs";
import { scratchForFile } from "../support/scratch.ts";

const GIGABYTES = 2;
const BYTES = GIGABYTES * 10 ** 9;
const folder = scratchForFile();
const text = join(folder, "document.txt");

/** Mostly a hole, which reads as U+0000, with a character of three bytes at each end and at borders. */
beforeAll(async () => {
  const file = openSync(text, "w");
  ftruncateSync(file, BYTES);
  for (const place of [0, 2 ** 20 - 1, 2 ** 21 - 2, 2 ** 24 - 1, BYTES - 3]) writeSync(file, "中", place);
  closeSync(file);
  await pipeline(createReadStream(text), createGzip({ level: 1 }), createWriteStream(`${text}.gz`));
}, 300_000);

const modules = await bundleSource("packages/prepare", ["plan/cut-input", "read/inspect-input", "read/read-documents"]);
const [cutInput, inspectInput, readDocuments] = modules.map((url) => JSON.stringify(url));
const program = `
  import { cutInput } from ${cutInput};
  import { inspectInput } from ${inspectInput};
  import { readDocuments } from ${readDocuments};
  const [path] = process.argv.slice(1);
  const options = { separator: undefined, field: "text", invalidText: "fail", maxExpansion: 1e9 };
  const { input, segments } = await cutInput(path, await inspectInput(path, "text"), options, 2 ** 24);
  let [units, wide, documents, longest] = [0, 0, 0, 0];
  for (const segment of segments) {
    for await (const parts of readDocuments(input, segment, options)) {
      for (const { text, isLast } of parts) {
        units += text.length;
        wide += text.split("中").length - 1;
        longest = Math.max(longest, text.length);
        if (isLast) documents++;
      }
    }
  }
  console.log(JSON.stringify({ units, wide, documents, longest, megabytes: process.resourceUsage().maxRSS / 1000 }));
`;

test.each([".txt", ".txt.gz"])(
  `a document of ${GIGABYTES} GB, %s: in parts, in less than 200 MB`,
  (ending) => {
    const path = ending === ".txt" ? text : `${text}.gz`;
    const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program, path], {
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    const { megabytes, longest, ...found } = JSON.parse(stdout) as Record<string, number>;
    console.log(`${ending}: ${megabytes} MB`);
    expect(found).toEqual({ units: BYTES - 2 * 5, wide: 5, documents: 1 });
    expect(longest).toBeLessThan(2 ** 22);
    expect(megabytes).toBeLessThan(200);
  },
  300_000,
);
