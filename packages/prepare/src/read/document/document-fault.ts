/** What is wrong with a document, where it stands in its segment, and what comes of it by the policy. */
import { wording, type Wording, type WordingPart } from "@windrow/core";
import { PrepareError, type PrepareErrorCode } from "../../errors.ts";
import type { DocumentPart, SkippedDocument, TextPart, Utf8Document } from "./document-part.ts";

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
  /** Whether the policy "skip" leaves it out. */
  readonly canSkip: boolean;
  /** Whether the document lacks the field, or the field holds something else than text: another may be meant. */
  readonly isOfField?: boolean;
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
  /** Whether bytes are counted in what the file unpacks to. */
  readonly isPacked: boolean;
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
  const { path, noun, isPacked } = place;
  const { isOfField = false } = fault;
  const number = (await place.countBefore()) + fault.number + 1;
  const byte =
    fault.byte === undefined ? "" : `, byte ${fault.byte} of ${isPacked ? "what it unpacks to" : "the file"}`;
  const where = `${path}, ${noun} ${number}${byte}`;
  if (isSkipping && fault.canSkip) return { kind: "skipped", reason: `${where}: ${fault.what}`, isOfField };
  throw new PrepareError(fault.code, wording`${where}: ${fault.what}. ${adviceFor(fault)}`, {
    path,
    [noun]: number,
    ...(fault.byte !== undefined && { byte: fault.byte }),
  });
}

/** What to do about the field. */
export const FIELD_ADVICE: Wording = wording`Set ${{ option: "field" }} to the one with the text`;

const INVALID_TEXT: WordingPart = { option: "invalidText" };

function adviceFor({ code, canSkip, isOfField }: DocumentFault): string | Wording {
  if (code === "PREPARE_INVALID_TEXT") return wording`Fix it, or set ${INVALID_TEXT} to "replace" or "skip".`;
  if (code === "PREPARE_TOO_LONG") return "Cut it, or put it in a text file of its own, which may have any size.";
  if (!canSkip) return "Fix it or remove it.";
  return wording`${isOfField ? FIELD_ADVICE : "Fix it or remove it"}, or set ${INVALID_TEXT} to "skip" to leave out documents without text.`;
}
