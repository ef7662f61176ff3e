/** Stage "encode": reads the documents of a unit, encodes them, and writes a part file for each set. */
import { mkdir } from "node:fs/promises";
import { PrepareError } from "../errors.ts";
import { interrupted } from "../job/interrupted.ts";
import { DUPLICATES_FILE, VALIDATION_FILE, jobPath, partPath, taskFolder } from "../job/job-folder.ts";
import type { UnitRecord } from "../job/job-lists.ts";
import { writeMarker } from "../job/markers.ts";
import { type LoadedJob, setNames } from "../job/open-job.ts";
import type { PartEntry } from "../job/part-entry.ts";
import { publishPoint } from "../job/points.ts";
import type { Task, TaskResult } from "../job/tasks.ts";
import type { DocumentPart } from "../read/document/document-part.ts";
import { readDocuments } from "../read/read-documents.ts";
import { readDocumentBits } from "../selection/document-bits.ts";
import { DocumentEncoder } from "./document-encoder.ts";
import { PartWriter } from "./part-writer.ts";
import { SkippedReasons } from "./skipped-reasons.ts";

/** How the thread that encodes is shared. */
export interface EncodeTurns {
  /** Asked from time to time; where it says so, nothing is left of the unit. */
  isStopped(): boolean;
  /** Runs one unit's encoding behind the others': while it runs, their files are synced to the disk. */
  inTurn<T>(encoding: () => Promise<T>): Promise<T>;
}

export async function encodeUnit(job: LoadedJob, index: number, turns: EncodeTurns): Promise<TaskResult> {
  const task = { stage: "encode", index } as const;
  const { output, manifest } = job;
  const unit = await job.units.read(index);
  await mkdir(taskFolder(output, task), { recursive: true });
  const sets = setNames(manifest);
  const writers: PartWriter[] = [];
  try {
    for (const set of sets) {
      writers.push(await PartWriter.create(partPath(output, index, set), manifest.tokenizer.vocabSize));
    }
    const documents = new UnitDocuments(job, await chooser(job, unit, writers));
    await turns.inTurn(() => encodeDocuments(job, task, unit, documents, writers, () => turns.isStopped()));
    const parts: PartEntry[] = [];
    for (const [i, writer] of writers.entries()) {
      const { tokens, documents: count } = writer;
      parts.push({ set: sets[i]!, tokens, documents: count, ...(await writer.finish()) });
    }
    publishPoint("written", output, task);
    for (const writer of writers) await writer.commit();
    publishPoint("renamed", output, task);
    const result: TaskResult = {
      tokens: parts.reduce((sum, part) => sum + part.tokens, 0),
      documents: parts.reduce((sum, part) => sum + part.documents, 0),
      skipped: documents.skipped.all.length,
      bytes: unit.segments.reduce((sum, { start, end }) => sum + end - start, 0),
    };
    await writeMarker(job, task, { ...result, parts, skippedReasons: documents.skipped.all });
    publishPoint("marked", output, task);
    return result;
  } catch (error) {
    for (const writer of writers) await writer.discard().catch(() => {});
    throw error;
  }
}

async function encodeDocuments(
  job: LoadedJob,
  task: Task,
  unit: UnitRecord,
  documents: UnitDocuments,
  writers: readonly PartWriter[],
  isStopped: () => boolean,
): Promise<void> {
  publishPoint("reading", job.output, task);
  let isFirst = true;
  for (const segment of unit.segments) {
    const input = await job.inputs.read(segment.input);
    for await (const parts of readDocuments(input, segment, job.manifest.options)) {
      if (isStopped()) throw interrupted();
      if (isFirst) publishPoint("encoding", job.output, task);
      isFirst = false;
      await documents.push(parts, input.path);
      // The parts of a long one are flushed as they come.
      if (!documents.isInDocument) for (const writer of writers) await writer.flush();
    }
  }
}

/** Codes of what a tokenizer can't do with a text: a piece of gigabytes, or one that the file's pattern takes hours for. */
const TOO_LONG: ReadonlySet<unknown> = new Set(["BPE_PIECE_TOO_LONG", "HF_PATTERN_TOO_SLOW"]);

/** Which file a document goes to, by its number in the unit; undefined for none. */
type Chooser = (document: number) => PartWriter | undefined;

async function chooser(job: LoadedJob, { documents }: UnitRecord, writers: readonly PartWriter[]): Promise<Chooser> {
  if (documents === undefined) return () => writers[0];
  const [first, count] = documents;
  const { duplicates, validation } = job.manifest;
  const [dropped, held] = await Promise.all([
    duplicates && readDocumentBits(jobPath(job.output, DUPLICATES_FILE), first, count),
    validation && readDocumentBits(jobPath(job.output, VALIDATION_FILE), first, count),
  ]);
  return (document) => {
    if (dropped?.has(first + document)) return undefined;
    return held?.has(first + document) ? writers[1] : writers[0];
  };
}

/** The documents of a unit, each to its file. */
class UnitDocuments {
  readonly skipped = new SkippedReasons();
  readonly #choose: Chooser;
  readonly #encoder: DocumentEncoder;
  #number = 0;

  constructor({ tokenizer, manifest }: LoadedJob, choose: Chooser) {
    const { eotToken } = manifest.tokenizer;
    const { endOfText } = manifest.options;
    this.#choose = choose;
    // "between" is "after", and the last of a set is taken away when its shards are cut.
    this.#encoder = new DocumentEncoder(
      tokenizer,
      endOfText === "before" ? eotToken : undefined,
      endOfText === "before" ? undefined : eotToken,
    );
  }

  /** Whether a document was begun and has not ended. */
  get isInDocument(): boolean {
    return this.#encoder.isInDocument;
  }

  async push(parts: readonly DocumentPart[], path: string): Promise<void> {
    try {
      for (const part of parts) {
        if (part.kind === "skipped") {
          await this.#encoder.drop();
          this.skipped.add(part.reason, path);
          this.#number++;
          continue;
        }
        const writer = this.#choose(this.#number);
        if (part.kind === "utf8") {
          if (writer !== undefined) this.#encoder.pushWhole(part.bytes, writer);
          this.#number++;
          continue;
        }
        if (writer !== undefined) await this.#encoder.push(part.text, part.isLast, writer);
        if (part.isLast) this.#number++;
      }
    } catch (error) {
      if (!TOO_LONG.has((error as { code?: string }).code)) throw error;
      throw new PrepareError("PREPARE_TOO_LONG", `${path}: ${(error as Error).message}`, { path, cause: error });
    }
  }
}
