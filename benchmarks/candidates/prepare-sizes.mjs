/**
 * What a job of so many units weighs: makes its plan of invented inputs, opens it, asks where it stands
 * with no unit done and with all of them, and takes the step to the shards. Prints the figures as JSON.
 *
 *   node candidates/prepare-sizes.mjs UNITS FOLDER
 *
 * Reaches into the source of @windrow/prepare for what is not public. The markers are not synced: a million synced
 * files would take hours on one disk.
 */
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { planJob, status } from "../../packages/prepare/dist/index.js";
import { bundleSource } from "../../tools/bundle-source.mjs";

const inside = [
  "files/sealed-json",
  "job/job-folder",
  "job/open-job",
  "job/record-file",
  "plan/pack-units",
  "run/advance",
];
const modules = await Promise.all((await bundleSource("packages/prepare", inside)).map((url) => import(url)));
const [{ sealedText }, { markerPath }, { loadJob, openJob }, { RecordWriter }, { UnitPacker }, { advance }] = modules;

const [units, folder] = [Number(process.argv[2]), process.argv[3]];
const UNIT_BYTES = 2 ** 24;
const UNITS_PER_INPUT = 64;
const TOKENS_PER_UNIT = 4_000_000;
const ROUNDS = 11;
const SHA = "0123456789abcdef".repeat(4);

const output = join(folder, "out");
const figures = {};
await plan();
figures.open = await rounds(openOne);
figures.unitsLeft = await once(async () => void (await advance(output)));
figures.statusOfNone = await once(async () => void (await status(output)));
await mark();
figures.statusOfAll = await once(async () => void (await status(output)));
figures.assembly = await once(async () => void (await advance(output)));
figures.assemblyBytes = sizeOf("assembly.bin");
figures.memory = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify(figures));

/** A real job of one small text, whose lists are then rewritten. */
async function plan() {
  const text = join(folder, "text.txt");
  writeFileSync(text, "Rake it up.");
  const manifest = await planJob({ inputs: [text], output, tokenizer: { encoding: "gpt2" } }, { threads: 1 });
  figures.plan = await once(async () => {
    const inputs = await RecordWriter.create(join(output, "prepare", "inputs.jsonl"));
    const records = await RecordWriter.create(join(output, "prepare", "units.jsonl"));
    const packer = new UnitPacker(UNIT_BYTES);
    for (let unit = 0; unit < units; unit++) {
      const input = Math.floor(unit / UNITS_PER_INPUT);
      if (unit % UNITS_PER_INPUT === 0) await inputs.write(inputOf(input));
      const start = (unit % UNITS_PER_INPUT) * UNIT_BYTES;
      await records.write(packer.add({ input, start, end: start + UNIT_BYTES, xxh64: SHA.slice(0, 16) }, undefined));
    }
    const lists = { inputs: await inputs.close(), units: await records.close() };
    const path = join(output, "prepare", "job.json");
    writeFileSync(path, sealedText({ ...manifest, ...lists, bytes: units * UNIT_BYTES }));
  });
  const names = ["inputs.jsonl", "inputs.jsonl.index", "units.jsonl", "units.jsonl.index"];
  figures.manifestBytes = sizeOf("job.json");
  figures.listBytes = names.reduce((sum, name) => sum + sizeOf(name), 0);
}

function inputOf(index) {
  const path = `/shared/corpora/crawl-2026-11/part-${String(index).padStart(6, "0")}.jsonl`;
  return { path, type: "jsonl", compression: "none", bytes: UNITS_PER_INPUT * UNIT_BYTES, sha256: SHA };
}

/** What a thread does before its first unit: loads the tokenizer, opens the plan, reads one record. */
async function openOne(round) {
  const job = await openJob(output);
  const { units: records, inputs } = await loadJob(job);
  const { segments } = await records.read(Math.floor((units * round) / ROUNDS));
  await inputs.read(segments[0].input);
  await Promise.all([records.close(), inputs.close()]);
}

async function mark() {
  const job = await openJob(output);
  const crc32 = "01234567".repeat(Math.ceil((2 * TOKENS_PER_UNIT) / 2 ** 18));
  const documents = 4000;
  const bytes = 2 * TOKENS_PER_UNIT + 8 * documents;
  const part = { set: "tokens", tokens: TOKENS_PER_UNIT, documents, bytes, sha256: SHA };
  const result = { tokens: TOKENS_PER_UNIT, documents, skipped: 0, bytes: UNIT_BYTES };
  for (let index = 0; index < units; index++) {
    const task = { stage: "encode", index };
    const text = sealedText({
      job: job.fingerprint,
      ...task,
      ...result,
      parts: [{ ...part, crc32 }],
      skippedReasons: [],
    });
    figures.markerBytes = text.length;
    const path = markerPath(output, task);
    if (index % 1000 === 0) mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, text);
  }
}

function sizeOf(name) {
  return statSync(join(output, "prepare", name)).size;
}

async function once(work) {
  const start = performance.now();
  await work();
  return [performance.now() - start];
}

async function rounds(work) {
  const times = [];
  for (let round = 0; round < ROUNDS; round++) times.push(...(await once(() => work(round))));
  return times;
}
