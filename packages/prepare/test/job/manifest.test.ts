/** job.json as a bad disk or an attacker leaves it: each field by type and range, with the others, with the tokenizer. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { planJob, prepare, type PrepareJob, resume, status } from "@windrow/prepare";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parseJobManifest } from "../../src/job/parse-manifest.ts";
import { sealedText } from "../../src/files/sealed-json.ts";
import { makeScratch, scratchForFile } from "../support/scratch.ts";
import { filesOf } from "../support/sequential.ts";

type Json = Record<string, unknown>;

const executor = { kind: "threads", threads: 1 } as const;
const SHA = "0123456789abcdef".repeat(4);

function makeJob(folder: string): PrepareJob {
  mkdirSync(join(folder, "texts"));
  for (const i of [0, 1, 2, 3]) writeFileSync(join(folder, "texts", `${i}.txt`), `document ${i % 3} `.repeat(60));
  return {
    inputs: [join(folder, "texts")],
    output: join(folder, "output"),
    tokenizer: { encoding: "gpt2" },
    unitBytes: 500,
    validation: 0.3,
    removeDuplicates: true,
  };
}

/** A copy with another value at a path such as "tokenizer.vocabSize"; undefined removes it. */
function changed(manifest: Json, path: string, value: unknown): string {
  const copy = structuredClone(manifest);
  const names = path.split(".");
  const last = names.pop()!;
  const holder = names.reduce((at, name) => at[name] as Json, copy);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return JSON.stringify(copy);
}

describe("a field that no plan writes", () => {
  const folder = scratchForFile();
  let manifest: Json;
  beforeAll(async () => {
    manifest = JSON.parse(JSON.stringify(await planJob(makeJob(folder)))) as Json;
  });

  /** Values of every type but the field's own, and out of every range. */
  const NUMBERS = [-1, 0.5, 2 ** 53, "1", null, [], {}, true, undefined];
  const TEXTS = [1, null, [], {}, true, undefined];
  const OBJECTS = [1, "x", null, [], true, undefined];
  const HASHES = ["", SHA.slice(1), `${SHA}0`, SHA.toUpperCase(), ...TEXTS];
  const wrong: Record<string, readonly unknown[]> = {
    kind: ["job", ...TEXTS],
    version: [2, "1", null],
    requested: [[], [1], [""], ["relative"], ["/a/../b"], ["/a\0b"], "x", null, undefined],
    tokenizer: OBJECTS,
    "tokenizer.source": [
      { encoding: "gpt3" },
      { encoding: "gpt2", file: "x" },
      { file: "relative.json" },
      {},
      ...OBJECTS,
    ],
    "tokenizer.name": TEXTS,
    "tokenizer.fingerprint": HASHES,
    "tokenizer.vocabSize": [0, 2 ** 31, 50_256, ...NUMBERS],
    "tokenizer.eotToken": [50_257, 2 ** 40, ...NUMBERS],
    "tokenizer.other": [1],
    options: OBJECTS,
    "options.inputType": ["csv", 1, {}],
    "options.separator": ["", "\ud800", 1],
    "options.field": ["", ...TEXTS],
    "options.invalidText": ["ignore", ...TEXTS],
    "options.endOfText": ["behind", "none", ...TEXTS],
    "options.format": ["parquet", ...TEXTS],
    "options.shardTokens": [0, ...NUMBERS],
    "options.validation": [1, -0.1, 0, "0.3", null, undefined],
    "options.removeDuplicates": [false, 1, "yes", null, undefined],
    "options.unitBytes": [0, 2 ** 41, ...NUMBERS],
    "options.output": ["/elsewhere"],
    "options.other": [1],
    inputs: OBJECTS,
    "inputs.count": [0, 10 ** 8 + 1, ...NUMBERS],
    "inputs.sha256": HASHES,
    "inputs.other": [1],
    units: OBJECTS,
    "units.count": [0, 10 ** 8 + 1, ...NUMBERS],
    "units.sha256": HASHES,
    bytes: NUMBERS,
    documents: [0, ...NUMBERS],
    duplicates: OBJECTS,
    "duplicates.count": [5, ...NUMBERS],
    "duplicates.sha256": HASHES,
    validation: OBJECTS,
    "validation.count": [5, ...NUMBERS],
    other: [1],
  };
  test.each(Object.entries(wrong))("%s", (path, values) => {
    // What is planned is taken, whatever the order of its fields.
    const reversed = JSON.stringify(Object.fromEntries(Object.entries(manifest).toReversed()));
    expect(parseJobManifest(reversed, "/job.json")).toEqual(manifest);
    for (const value of values) {
      const text = changed(manifest, path, value);
      expect(() => parseJobManifest(text, "/job.json"), `${path}: ${String(JSON.stringify(value))}`).toThrow(
        expect.objectContaining({ code: "PREPARE_JOB_INVALID" }),
      );
    }
  });

  test("a selection that is not asked for, and an end of text that is not put", () => {
    const without = {
      ...manifest,
      options: { ...(manifest["options"] as Json), validation: 0, removeDuplicates: false },
    };
    const { documents, duplicates, validation, ...plain } = without as Json;
    expect(() => parseJobManifest(JSON.stringify(plain), "/job.json")).not.toThrow();
    for (const some of [{ documents }, { duplicates }, { validation }])
      expect(() => parseJobManifest(JSON.stringify({ ...plain, ...some }), "/job.json")).toThrow("has no valid");
  });
});

describe("what only its tokenizer and its lists say is wrong", () => {
  let job: PrepareJob;
  let path: string;
  let manifest: Json;
  beforeEach(async () => {
    job = makeJob(makeScratch());
    path = join(job.output, "prepare", "job.json");
    manifest = JSON.parse(JSON.stringify(await planJob(job))) as Json;
  });

  test.each<[string, unknown, RegExp]>([
    ["tokenizer.vocabSize", 50_258, /has vocabSize 50258, but its tokenizer has 50257/],
    ["tokenizer.vocabSize", 100_000, /has vocabSize 100000, but its tokenizer has 50257/],
    ["tokenizer.eotToken", 50_255, /has eotToken 50255, but its tokenizer has 50256/],
    ["tokenizer.name", "\u001b]0;x\u0007", /names its tokenizer ".u001b\]0;x.u0007", but it is "gpt2"/],
    [
      "documents",
      2 ** 40,
      /duplicates.bits has 1 bytes, but a bit for each of 1099511627776 documents takes 137438953472/,
    ],
    ["documents", 9, /duplicates.bits has 1 bytes, but a bit for each of 9 documents takes 2/],
  ])("%s %s", async (field, value, message) => {
    writeFileSync(path, sealedText(JSON.parse(changed(manifest, field, value)) as Json));
    const before = filesOf(job.output, { withJob: true });
    const refused = { code: "PREPARE_JOB_INVALID", message: expect.stringMatching(message) as string };
    await expect(resume(job.output, { executor })).rejects.toMatchObject(refused);
    await expect(prepare(job, { executor })).rejects.toMatchObject(refused);
    expect(filesOf(job.output, { withJob: true })).toEqual(before);
  });

  test("a tokenizer of another fingerprint ends the run, with no word on each unit", async () => {
    writeFileSync(path, sealedText(JSON.parse(changed(manifest, "tokenizer.fingerprint", SHA)) as Json));
    await expect(resume(job.output, { executor })).rejects.toMatchObject({
      code: "PREPARE_TOKENIZER_MISMATCH",
      fields: { expected: SHA, got: gpt2.fingerprint },
    });
    expect((await status(job.output)).failed).toEqual([]);
  });
});
