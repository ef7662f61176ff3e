/** What is wrong with a document, where it stands in its segment, and what comes of it by the policy. */
import { PrepareError, type PrepareErrorCode } from "../errors.ts";
import type { DocumentPart, SkippedDocument, TextPart, Utf8Document } from "./types.ts";

/** A document that can't be used as it is. */
export interface DocumentFault {
  readonly kind: "fault";
  readonly code: PrepareErrorCode & ("PREPARE_INVALID_TEXT" | "PREPARE_INVALID_DOCUMENT" | "PREPARE_TOO_LONG");
  /** Document, line or row of the segment; the first is 0. */
  readonly number: number;
  /** What is wrong, and what was expected, as the end of a sentence. */
  readonly what: string;
  /** Byte of the file that is wrong, or of what the file unpacks to. */
  readonly byte?: number;
  /** What to do, as a sentence, where it is not what is to be done with most of its code. */
  readonly advice?: string;
  /** Whether the policy "skip" leaves it out. */
  readonly canSkip: boolean;
}

/** What a format's reader makes of bytes. */
export type ReadPart = Utf8Document | TextPart | DocumentFault;

/** A reader of one format: takes blocks of bytes, in order, which are good until it returns. */
export interface BlockReader {
  push(block: Buffer): readonly ReadPart[];
  /** What the end of the bytes ends. */
  end(): readonly ReadPart[];
}

/** Where faults are. */
export interface FaultPlace {
  readonly path: string;
  /** What the format counts. */
  readonly noun: "document" | "line" | "row";
  /** How many there are in the file before the segment. */
  countBefore(): Promise<number>;
}

/**
 * The parts with no fault left.
 * @throws PrepareError with the fault's code, where it is not skipped
 */
export async function settleFaults(
  parts: readonly ReadPart[],
  isSkipping: boolean,
  place: FaultPlace,
): Promise<readonly DocumentPart[]> {
  if (!parts.some(({ kind }) => kind === "fault")) return parts as readonly DocumentPart[];
  const settled: DocumentPart[] = [];
  for (const part of parts) {
    if (part.kind !== "fault") settled.push(part);
    else settled.push(await settle(part, isSkipping, place));
  }
  return settled;
}

async function settle(fault: DocumentFault, isSkipping: boolean, place: FaultPlace): Promise<SkippedDocument> {
  const { path, noun } = place;
  const number = (await place.countBefore()) + fault.number + 1;
  const where = `${path}, ${noun} ${number}${fault.byte === undefined ? "" : `, byte ${fault.byte}`}`;
  if (isSkipping && fault.canSkip) return { kind: "skipped", reason: `${where}: ${fault.what}` };
  throw new PrepareError(fault.code, `${where}: ${fault.what}. ${fault.advice ?? ADVICE[fault.code]}`, {
    path,
    [noun]: number,
    ...(fault.byte !== undefined && { byte: fault.byte }),
  });
}

const ADVICE: Record<DocumentFault["code"], string> = {
  PREPARE_INVALID_TEXT: 'Mend it, or set invalidText to "replace" or "skip".',
  PREPARE_INVALID_DOCUMENT: "Mend it or take it out.",
  PREPARE_TOO_LONG: "Cut it, or put it in a text file of its own, which may have any size.",
};
