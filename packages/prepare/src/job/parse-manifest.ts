/**
 * job.json read back, with every field checked: by type and range, against the other fields, and what was asked
 * for by the very rules that a job of a user's is checked by. Nothing is believed that this package would not write.
 */
import { dirname } from "node:path";
import { invalidJob } from "../files/invalid-job.ts";
import { isSameJson } from "../files/same-json.ts";
import {
  type FieldChecks,
  isCount,
  isListOf,
  isSaved,
  isSha256,
  isText,
  parseSaved,
  type Refuse,
  type Saved,
} from "../files/saved-json.ts";
import { checkJob } from "./check-job.ts";
import type { BitsEntry, JobManifest } from "./job-manifest.ts";
import type { PrepareJob } from "./prepare-job.ts";

/** Limit for inputs and units: 10^8 units of the default size are 1.7 petabytes. */
const MAX_RECORDS = 10 ** 8;
/** Ids are int32. */
const MAX_VOCAB_SIZE = 2 ** 31 - 1;

/** The last is that of its seal (sealed-json.ts). */
const FIELDS: readonly (keyof JobManifest | "checksum")[] = [
  "kind",
  "version",
  "requested",
  "tokenizer",
  "options",
  "inputs",
  "units",
  "bytes",
  "documents",
  "validation",
  "duplicates",
  "linksToFolders",
  "checksum",
];

/** The manifest that a file's text holds. @throws PrepareError PREPARE_JOB_INVALID */
export function parseJobManifest(text: string, path: string): JobManifest {
  const refuse: Refuse = (what, cause) => invalidJob(path, what, cause);
  const { kind, version } = parseSaved<JobManifest>(text, () => ({}), refuse);
  if (kind !== "windrow-prepare-job") throw refuse("is not a manifest of a job");
  if (version !== 1)
    throw refuse(
      `has the version ${JSON.stringify(version)?.slice(0, 20)}; expected 1, the only one this release reads`,
    );
  const manifest = parseSaved<JobManifest>(text, checks, refuse);
  const unknown = Object.keys(manifest).find((name) => !(FIELDS as readonly string[]).includes(name));
  if (unknown !== undefined) throw refuse(`has an unknown field ${JSON.stringify(unknown.slice(0, 60))}`);
  checkRequest(manifest, path, refuse);
  return manifest;
}

const checks: FieldChecks = (saved) => {
  const { requested, tokenizer, options, inputs, units, bytes, documents, validation, duplicates, linksToFolders } =
    saved;
  const asked: Saved = isSaved(options) ? options : {};
  const isHeld = typeof asked["validation"] === "number" && asked["validation"] > 0;
  const isCounted = isHeld || asked["removeDuplicates"] === true;
  const areBits = (value: unknown, areWanted: boolean): boolean =>
    areWanted ? isEntry(value, 0, Number(documents)) : value === undefined;
  return {
    requested: isListOf(requested, isText),
    options: isSaved(options),
    tokenizer: isSaved(tokenizer) && isTokenizer(tokenizer, asked["endOfText"] !== "none"),
    inputs: isEntry(inputs, 1, MAX_RECORDS),
    units: isEntry(units, 1, MAX_RECORDS),
    bytes: isCount(bytes),
    documents: isCounted ? isCount(documents) : documents === undefined,
    duplicates: areBits(duplicates, asked["removeDuplicates"] === true),
    // No document is in both.
    validation: areBits(validation, isHeld) && countOf(duplicates) + countOf(validation) <= Number(documents ?? 0),
    linksToFolders: linksToFolders === undefined || isListOf(linksToFolders, isText),
  };
};

/** What a tokenizer can be at all; that it is this one is seen when it is loaded. */
function isTokenizer(tokenizer: Saved, hasEndOfText: boolean): boolean {
  const { source, name, fingerprint, vocabSize, eotToken, ...others } = tokenizer;
  return (
    isSaved(source) &&
    isText(name) &&
    isSha256(fingerprint) &&
    isCount(vocabSize, MAX_VOCAB_SIZE) &&
    vocabSize > 0 &&
    (hasEndOfText ? isCount(eotToken, vocabSize - 1) : eotToken === undefined) &&
    Object.keys(others).length === 0
  );
}

function isEntry(value: unknown, least: number, most: number): value is BitsEntry {
  if (!isSaved(value)) return false;
  const { count, sha256, ...others } = value;
  return isCount(count, most) && count >= least && isSha256(sha256) && Object.keys(others).length === 0;
}

function countOf(entry: unknown): number {
  return isSaved(entry) ? Number(entry["count"]) : 0;
}

/** A plan keeps a job with its defaults filled in: asked for again as it is kept, it comes to the same. */
function checkRequest({ requested, options, tokenizer }: JobManifest, path: string, refuse: Refuse): void {
  const job = { inputs: requested, output: dirname(path), tokenizer: tokenizer.source, ...options } as PrepareJob;
  let request: ReturnType<typeof checkJob>;
  try {
    request = checkJob(job);
  } catch (error) {
    throw refuse(`does not describe a valid job (${(error as Error).message})`, error);
  }
  const kept = { requested, options, tokenizer: tokenizer.source };
  for (const name of ["requested", "options", "tokenizer"] as const)
    if (!isSameJson(request[name], kept[name])) throw refuse(`has no valid ${name}`);
  if (options.unitBytes === undefined) throw refuse("has no valid options");
}
