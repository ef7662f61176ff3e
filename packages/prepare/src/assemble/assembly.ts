/**
 * What assembling needs to know of all units together: how many tokens lie before each of them, and where
 * the shards are cut. Written once when every unit is encoded, by whoever sees that first: a pure function
 * of the markers, so that it does not matter who.
 */
import { readText, readWholeFile } from "@windrow/core/node";
import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { PrepareError } from "../errors.ts";
import { writeDurably } from "../files/durable.ts";
import { invalidJob } from "../files/invalid-job.ts";
import { type FieldChecks, isCount, isListOf, isSaved, isText } from "../files/saved-json.ts";
import { parseSealed } from "../files/sealed-json.ts";
import { unreadable } from "../files/unreadable.ts";
import { writeJson } from "../files/write-json.ts";
import { ASSEMBLY_FILE, jobPath } from "../job/job-folder.ts";
import { readMarkers } from "../job/markers.ts";
import { type Job, setNames } from "../job/open-job.ts";
import { openParts } from "./read-part.ts";

/** A set, as a whole. */
export interface SetEntry {
  readonly set: string;
  readonly tokens: number;
  readonly documents: number;
  readonly shards: number;
}

/** assembly.json */
export interface AssemblyManifest {
  readonly job: string;
  readonly sets: readonly SetEntry[];
  readonly skipped: number;
  /** sha256 of assembly.bin. */
  readonly sha256: string;
}

/** A set whose units are encoded. */
export interface SetAssembly extends SetEntry {
  /** For each unit the tokens before it, and all at the end; `<|endoftext|>` at the end of the set included. */
  readonly tokensBefore: Float64Array;
  readonly documentsBefore: Float64Array;
  /** Where the shards end, in tokens, and in Megatron's format also by documents. */
  readonly shardEnds: Float64Array;
  readonly shardDocuments: Float64Array | undefined;
}

export const BINARY_FILE = "assembly.bin";
/** Shards in a set: a trillion tokens in shards of ten thousand. */
const MAX_SHARDS = 10 ** 8;

/** Reads the markers of all units. @throws PrepareError PREPARE_NO_JOB where one is missing */
export async function writeAssembly(job: Job): Promise<void> {
  const { options, units } = job.manifest;
  const names = setNames(job.manifest);
  const tokensBefore = names.map(() => new Float64Array(units.count + 1));
  const documentsBefore = names.map(() => new Float64Array(units.count + 1));
  let skipped = 0;
  for await (const { index: unit, marker } of readMarkers(job, "encode", allUnits(job))) {
    if (marker === undefined) throw invalidJob(jobPath(job.output), `no longer has unit ${unit}`);
    skipped += marker.skipped;
    for (const [i, part] of marker.parts.entries()) {
      tokensBefore[i]![unit + 1] = tokensBefore[i]![unit]! + part.tokens;
      documentsBefore[i]![unit + 1] = documentsBefore[i]![unit]! + part.documents;
    }
  }
  const sets: SetEntry[] = [];
  const columns: Float64Array[] = [];
  for (const [i, set] of names.entries()) {
    const all = tokensBefore[i]!.at(-1)!;
    const documents = documentsBefore[i]!.at(-1)!;
    const tokens = options.endOfText === "between" ? Math.max(0, all - 1) : all;
    const cut =
      options.format === "megatron"
        ? await cutAtDocuments(job, set, tokensBefore[i]!, tokens)
        : cutAnywhere(tokens, documents, options.shardTokens);
    sets.push({ set, tokens, documents, shards: cut.ends.length });
    columns.push(
      tokensBefore[i]!,
      documentsBefore[i]!,
      cut.ends,
      ...(cut.documents === undefined ? [] : [cut.documents]),
    );
  }
  await mkdir(jobPath(job.output, "assemble"), { recursive: true });
  const hash = createHash("sha256");
  await writeDurably(jobPath(job.output, BINARY_FILE), async (file) => {
    for (const column of columns) {
      const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
      hash.update(bytes);
      await file.append(bytes);
    }
  });
  const manifest: AssemblyManifest = { job: job.fingerprint, sets, skipped, sha256: hash.digest("hex") };
  await writeJson(jobPath(job.output, ASSEMBLY_FILE), manifest);
}

function assemblyChecks(job: Job): FieldChecks {
  return ({ job: fingerprint, sets, skipped, sha256 }) => ({
    job: isText(fingerprint),
    sets: areSets(sets, job),
    skipped: isCount(skipped),
    sha256: isText(sha256),
  });
}

/** Shards are at most as many as tokens, but for one that is empty. */
export function areSets(value: unknown, job: Job): boolean {
  const isSet = (one: unknown): one is SetEntry =>
    isSaved(one) &&
    isText(one["set"]) &&
    isCount(one["tokens"]) &&
    isCount(one["documents"]) &&
    isCount(one["shards"], Math.min(Math.max(1, one["tokens"]), MAX_SHARDS));
  return isListOf(value, isSet) && value.map(({ set }) => set).join() === setNames(job.manifest).join();
}

/** Undefined where units are missing yet. @throws PrepareError PREPARE_JOB_INVALID */
export async function readAssemblyManifest(job: Job): Promise<AssemblyManifest | undefined> {
  const path = jobPath(job.output, ASSEMBLY_FILE);
  const text = await readText(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw unreadable(path, error);
  });
  if (text === undefined) return undefined;
  const manifest = parseSealed<AssemblyManifest>(text, assemblyChecks(job), (what, cause) =>
    changed(job, path, what, cause),
  );
  if (manifest.job === job.fingerprint) return manifest;
  throw invalidJob(path, "belongs to another job");
}

/** It follows from the markers, which are still there. */
function changed(job: Job, path: string, what: string, cause?: unknown): PrepareError {
  return new PrepareError(
    "PREPARE_PART_CORRUPT",
    `${path} ${what}; remove ${jobPath(job.output, ASSEMBLY_FILE)}, and resume the job: both are made again.`,
    { path, cause },
  );
}

/** Everything, for the thread that cuts shards. */
export async function readAssembly(job: Job, { sets, sha256 }: AssemblyManifest): Promise<SetAssembly[]> {
  const path = jobPath(job.output, BINARY_FILE);
  const bytes = await readWholeFile(path).catch((error: Error) => {
    throw unreadable(path, error);
  });
  if (createHash("sha256").update(bytes).digest("hex") !== sha256)
    throw changed(job, path, "has changed since it was written");
  if (bytes.length % 8 !== 0) throw invalidJob(path, `has ${bytes.length} bytes, which is not a multiple of 8`);
  const numbers = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  let at = 0;
  const take = (count: number): Float64Array => numbers.subarray(at, (at += count));
  const isMegatron = job.manifest.options.format === "megatron";
  const assemblies = sets.map((set) => ({
    ...set,
    tokensBefore: take(job.manifest.units.count + 1),
    documentsBefore: take(job.manifest.units.count + 1),
    shardEnds: take(set.shards),
    shardDocuments: isMegatron ? take(set.shards) : undefined,
  }));
  if (at !== numbers.length) throw invalidJob(path, `has ${numbers.length} numbers instead of ${at}`);
  return assemblies;
}

/** Numbers of all units. */
export function allUnits({ manifest }: Job): Int32Array {
  return Int32Array.from({ length: manifest.units.count }, (_, unit) => unit);
}

interface Cut {
  readonly ends: Float64Array;
  readonly documents?: Float64Array;
}

/** As TokenShardWriter: every shard but the last is full; documents without tokens alone make an empty one. */
function cutAnywhere(tokens: number, documents: number, shardTokens: number): Cut {
  const count = Math.max(Math.ceil(tokens / shardTokens), documents > 0 ? 1 : 0);
  return { ends: Float64Array.from({ length: count }, (_, i) => Math.min((i + 1) * shardTokens, tokens)) };
}

/** As TokenShardWriter: a shard ends with the first document that fills it. */
async function cutAtDocuments(job: Job, set: string, tokensBefore: Float64Array, tokens: number): Promise<Cut> {
  const { shardTokens } = job.manifest.options;
  const ends: number[] = [];
  const documents: number[] = [];
  let [start, document, isOpen] = [0, 0, false];
  for await (const part of openParts(job, set, 0, job.manifest.units.count)) {
    for await (const partEnds of part.ends()) {
      for (const end of partEnds) {
        document++;
        isOpen = true;
        const position = Math.min(tokensBefore[part.unit]! + end, tokens);
        if (position - start < shardTokens) continue;
        ends.push(position);
        documents.push(document);
        [start, isOpen] = [position, false];
      }
    }
  }
  if (isOpen) {
    ends.push(tokens);
    documents.push(document);
  }
  return { ends: Float64Array.from(ends), documents: Float64Array.from(documents) };
}
