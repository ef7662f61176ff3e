/** Reads one input through, in a thread: what it is, how it may be cut and, where asked, its documents' hashes. */
import { wording } from "@windrow/core";
import { PrepareError } from "../errors.ts";
import { writeDurably } from "../files/durable.ts";
import { interrupted } from "../job/interrupted.ts";
import { FIELD_ADVICE } from "../read/document/document-fault.ts";
import type { ReadOptions } from "../read/input/input-file.ts";
import type { InputKind } from "../read/inspect-input.ts";
import { readDocuments } from "../read/read-documents.ts";
import { DocumentHashes } from "../selection/document-hash.ts";
import { cutInput, type CutInput } from "./cut-input.ts";

export interface ScanRequest {
  readonly kind: "scan";
  readonly path: string;
  readonly input: InputKind;
  readonly options: ReadOptions;
  readonly unitBytes: number;
  /** Where the hashes of its documents are written; absent where they are not wanted. */
  readonly hashes?: string | undefined;
}

export interface ScannedInput extends CutInput {
  /** Documents of each segment, where they were hashed. */
  readonly documents?: readonly number[];
}

/** With the policy "skip", so many lines may lack the field before the first that has it. */
const MAX_WITHOUT_FIELD = 1000;

/**
 * A wrong field, or a file that is not JSON, shows in the first documents: then the job is not begun. With the
 * policy "skip" as well, else all lines would be skipped.
 * @throws PrepareError PREPARE_INVALID_DOCUMENT where no line of the first thousand has the field, and those of reading
 */
async function readBeginning({ input, segments }: CutInput, options: ReadOptions): Promise<void> {
  let without = 0;
  let first: string | undefined;
  for (const segment of segments) {
    for await (const parts of readDocuments(input, segment, options)) {
      for (const part of parts) {
        if (part.kind !== "skipped" || !part.isOfField) return;
        first ??= part.reason;
        if (++without === MAX_WITHOUT_FIELD) throw noField(input.path, first, options);
      }
    }
  }
  if (first !== undefined) throw noField(input.path, first, options);
}

function noField(path: string, first: string, { field }: ReadOptions): PrepareError {
  const what = `none of the first ${MAX_WITHOUT_FIELD} lines has text in the field ${JSON.stringify(field)}`;
  return new PrepareError("PREPARE_INVALID_DOCUMENT", wording`${first}, and ${what}. ${FIELD_ADVICE}.`, {
    path,
    field,
  });
}

/** @param isStopped asked between blocks and documents: then it ends with PREPARE_INTERRUPTED and leaves nothing */
export async function scanInput(request: ScanRequest, isStopped: () => boolean): Promise<ScannedInput> {
  const { path, input: kind, options, unitBytes, hashes } = request;
  const cut = await cutInput(path, kind, options, unitBytes, { isStopped });
  await readBeginning(cut, options);
  if (hashes === undefined) return cut;
  return writeDurably(hashes, async (file) => {
    const documents: number[] = [];
    for (const segment of cut.segments) {
      let count = 0;
      const found = new DocumentHashes();
      for await (const parts of readDocuments(cut.input, segment, options)) {
        if (isStopped()) throw interrupted();
        for (const part of parts) {
          if (part.kind === "utf8") found.push(part.bytes, true);
          else if (part.kind === "text") found.push(part.text, part.isLast);
          else found.skip();
        }
        count += found.count;
        await file.append(found.take());
      }
      documents.push(count);
    }
    return { ...cut, documents };
  });
}
