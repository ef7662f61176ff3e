/** Reads all inputs through, several at a time, and writes the lists of inputs and units in their order. */
import { join } from "node:path";
import { PrepareError } from "../errors.ts";
import { closeOnFailure } from "../files/close-on-failure.ts";
import { INPUTS_FILE, UNITS_FILE } from "../job/job-lists.ts";
import type { JobManifest, JobOptions } from "../job/job-manifest.ts";
import { RecordWriter } from "../job/record-file.ts";
import type { InputKind } from "../read/inspect-input.ts";
import type { HashFile } from "../selection/select-documents.ts";
import type { FoundInput } from "./find-inputs.ts";
import { UnitPacker } from "./pack-units.ts";
import type { PlanFolder } from "./plan-folder.ts";
import type { PlanSupport } from "./plan-support.ts";
import type { ScannedInput } from "./scan-input.ts";

/** What is asked for, with the size of units, and where it is planned. */
export interface PlannedRequest {
  readonly folder: PlanFolder;
  /** Where the hashes of documents are written. */
  readonly hashFolder: string;
  readonly options: JobOptions;
}

/** What the manifest needs of the inputs. */
export interface Lists {
  readonly inputs: JobManifest["inputs"];
  readonly units: JobManifest["units"];
  /** Hashes of the inputs in order; empty where documents need not be compared. */
  readonly hashes: readonly HashFile[];
}

/** @throws PrepareError PREPARE_NO_INPUT where no input has a document, and those of reading */
export async function scanInputs(
  { folder, hashFolder, options }: PlannedRequest,
  found: readonly FoundInput[],
  kinds: readonly InputKind[],
  { pool, onProgress }: PlanSupport,
): Promise<Lists> {
  const isCounted = options.removeDuplicates || options.validation > 0;
  return closeOnFailure(async (opened) => {
    const inputs = await RecordWriter.create(folder.path(INPUTS_FILE));
    opened(() => inputs.discard());
    const units = await RecordWriter.create(folder.path(UNITS_FILE));
    opened(() => units.discard());
    const packer = new UnitPacker(options.unitBytes);
    const hashes: HashFile[] = [];
    const totalBytes = found.reduce((sum, { bytes }) => sum + bytes, 0);
    let bytes = 0;
    const scan = (number: number): Promise<ScannedInput> =>
      pool.run({
        kind: "scan",
        path: found[number]!.path,
        input: kinds[number]!,
        options,
        unitBytes: options.unitBytes,
        hashes: isCounted ? join(hashFolder, `${number}`) : undefined,
      });
    for await (const { value: scanned, index } of inOrder(found.length, 2 * pool.threads, scan, () =>
      pool.stopScans(),
    )) {
      await inputs.write(scanned.input);
      for (const [i, segment] of scanned.segments.entries()) {
        const unit = packer.add({ input: index, ...segment }, scanned.documents?.[i]);
        if (unit !== undefined) await units.write(unit);
      }
      if (scanned.documents !== undefined) {
        const documents = scanned.documents.reduce((sum, count) => sum + count, 0);
        hashes.push({ path: join(hashFolder, `${index}`), documents });
      }
      bytes += scanned.input.bytes;
      onProgress?.({ bytes, totalBytes });
    }
    const last = packer.take(isCounted);
    if (last !== undefined) await units.write(last);
    if (units.count === 0)
      throw new PrepareError(
        "PREPARE_NO_INPUT",
        "the inputs have no documents: all files are empty; name one that is not.",
      );
    return { inputs: await inputs.close(), units: await units.close(), hashes };
  });
}

/** Runs so many at a time; results come in order. Where one fails the others are stopped, and have ended when it throws. */
async function* inOrder<T>(
  count: number,
  atATime: number,
  run: (index: number) => Promise<T>,
  stop: () => void,
): AsyncGenerator<{ readonly index: number; readonly value: T }> {
  const running: Promise<T>[] = [];
  try {
    for (let index = 0; index < count; index++) {
      while (running.length < atATime && index + running.length < count) {
        const started = run(index + running.length);
        // Awaited in its turn; until then its failure is nobody's.
        started.catch(() => {});
        running.push(started);
      }
      yield { index, value: await running.shift()! };
    }
  } finally {
    if (running.length > 0) stop();
    await Promise.allSettled(running);
  }
}
