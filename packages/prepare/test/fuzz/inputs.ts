/**
 * Fuzz targets: the inputs of a job, which strangers wrote: text and JSON Lines, plain, gzip and zstd (by
 * Node's zlib and by fzstd), and Parquet. Documents come out, or a PrepareError.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as zlib from "node:zlib";
import {
  fuzzTarget,
  type FuzzTarget,
  mustHold,
  mutateBytes,
  mutateJson,
  shownBytes,
  withFolder,
} from "@windrow/testing/fuzz";
import { decodeByFzstd } from "../../src/read/packed/unpack-fzstd.ts";
import { unpackZstd } from "../../src/read/packed/unpack-zstd.ts";
import { readInput } from "../support/read-inputs.ts";

interface Input {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const codes = ["PREPARE_"];
const fixtures = join(import.meta.dirname, "../read/fixtures");
const TEXTS = ["the hay", "h\u00e9 \u4e2d \u{1f600}\n\n", "", 'a "quoted" \\ text', "x".repeat(300)];
/** In all documents together; a kilobyte of zeros, packed well, makes a megabyte. */
const MAX_CHARACTERS = 2 ** 25;

const fixture = (name: string): Input => ({ name, bytes: new Uint8Array(readFileSync(join(fixtures, name))) });
const show = ({ name, bytes }: Input): string => `${name}: ${shownBytes(bytes)}`;
const jsonLines = TEXTS.map((text, i) => `${JSON.stringify({ id: i, meta: { tags: ["a"] }, text })}\n`).join("");

async function read({ name, bytes }: Input): Promise<void> {
  await withFolder(new Map([[name, bytes]]), async (folder) => {
    for (const segmentBytes of [64, 2 ** 24]) {
      const documents = await readInput(join(folder, name), { segmentBytes, invalidText: "skip" });
      let characters = 0;
      for (const one of documents) {
        mustHold(typeof (typeof one === "string" ? one : one.skipped) === "string", "texts, or why they were skipped");
        if (typeof one === "string") {
          mustHold(!/\p{Surrogate}/u.test(one), "text without half characters");
          characters += one.length;
        }
      }
      mustHold(characters <= MAX_CHARACTERS, `${characters} characters of ${bytes.length} bytes`);
    }
  });
}

const text = fuzzTarget<Input>({
  name: "text and JSON Lines",
  codes,
  seeds: () => [
    { name: "a.jsonl", bytes: new Uint8Array(Buffer.from(jsonLines)) },
    { name: "a.jsonl", bytes: new Uint8Array(Buffer.from(`\ufeff${jsonLines.replaceAll("\n", "\r\n")}`)) },
    { name: "a.txt", bytes: new Uint8Array(Buffer.from(TEXTS.join("<|endoftext|>"))) },
  ],
  mutate({ name, bytes }, draw) {
    if (name === "a.txt" || draw.chance(0.5)) return { name, bytes: mutateBytes(bytes, draw) };
    const lines = Buffer.from(bytes)
      .toString()
      .replaceAll(/[\ufeff\r]/g, "")
      .split("\n");
    const at = draw.below(TEXTS.length);
    lines[at] = mutateJson(lines[at]!, draw);
    return { name, bytes: new Uint8Array(Buffer.from(lines.join("\n"))) };
  },
  attempt: read,
  show,
});

const gzip = fuzzTarget<Input>({
  name: "gzip",
  codes,
  seeds: () => {
    const members = TEXTS.map((one) => zlib.gzipSync(`${JSON.stringify({ text: one })}\n`));
    return [
      { name: "a.jsonl.gz", bytes: new Uint8Array(Buffer.concat(members)) },
      { name: "a.txt.gz", bytes: new Uint8Array(zlib.gzipSync(TEXTS.join("\n"))) },
      { name: "zeros.txt.gz", bytes: new Uint8Array(Buffer.concat(members.flatMap((one) => [one, Buffer.alloc(9)]))) },
    ];
  },
  mutate: ({ name, bytes }, draw) => ({ name, bytes: mutateBytes(bytes, draw) }),
  attempt: read,
  show,
});

const zstd = fuzzTarget<Input>({
  name: "zstd",
  codes,
  seeds: () => [
    fixture("frames.jsonl.zst"),
    // Frames of a few bytes, with checksums and without, of which one is empty and one has a block that repeats.
    {
      name: "small.txt.zst",
      bytes: new Uint8Array(
        Buffer.from(
          "28b52ffd0458090000615b6e8ca928b52ffd20010900006228b52ffd240001000099e9d85128b52ffd005802001078010000",
          "hex",
        ),
      ),
    },
  ],
  mutate: ({ name, bytes }, draw) => ({ name, bytes: mutateBytes(bytes, draw) }),
  async attempt(input) {
    await read(input);
    const blocks = async function* (): AsyncGenerator<Buffer> {
      yield Buffer.from(input.bytes);
    };
    let bytes = 0;
    for await (const block of unpackZstd(blocks(), input.name, decodeByFzstd)) bytes += block.length;
    mustHold(bytes <= MAX_CHARACTERS, `${bytes} bytes of ${input.bytes.length}`);
  },
  show,
});

const TABLES = [
  "none",
  "snappy",
  "gzip",
  "brotli",
  "zstd",
  "lz4",
  "dictionary",
  "version2",
  "checksum",
  "delta",
  "nulls",
];

const parquet = fuzzTarget<Input>({
  name: "Parquet",
  codes,
  seeds: () => TABLES.map((name) => fixture(`${name}.parquet`)),
  mutate({ name, bytes }, draw) {
    // Half of the damage is done to the footer, between the two "PAR1".
    if (draw.chance(0.5)) return { name, bytes: mutateBytes(bytes, draw) };
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 8, true);
    const start = bytes.length - 8 - length;
    const footer = mutateBytes(bytes.subarray(start, bytes.length - 8), draw);
    const tail = Buffer.from("0000PAR1");
    tail.writeUInt32LE(footer.length);
    return { name, bytes: new Uint8Array(Buffer.concat([bytes.subarray(0, start), footer, tail])) };
  },
  attempt: read,
  show,
});

/** Each kind of input. */
export const inputs: readonly FuzzTarget[] = [text, gzip, zstd, parquet];
