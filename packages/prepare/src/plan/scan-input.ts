/** Reads one input through, in a thread: what it is, how it may be cut and, where asked, its documents' hashes. */
import { DurableFile } from "@windrow/dataset/shards";
import { DocumentHashes } from "../fates/document-hash.ts";
import { cutInput } from "../read/cut-input.ts";
import type { InputKind } from "../read/inspect-input.ts";
import { readDocuments } from "../read/read-documents.ts";
import { interrupted } from "../stages/interrupted.ts";
import type { CutInput, ReadOptions } from "../read/types.ts";

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

/**
 * A wrong field, or a file that is no JSON, shows in the first documents: then the job is not begun.
 */
async function readBeginning({ input, segments }: CutInput, options: ReadOptions): Promise<void> {
  if (segments.length === 0) return;
  const documents = readDocuments(input, segments[0]!, options);
  await documents.next();
  await documents.return(undefined);
}

/** @param isStopped asked between blocks and documents: then it ends with PREPARE_INTERRUPTED and leaves nothing */
export async function scanInput(request: ScanRequest, isStopped: () => boolean): Promise<ScannedInput> {
  const { path, input: kind, options, unitBytes, hashes } = request;
  const cut = await cutInput(path, kind, options, unitBytes, { isStopped });
  if (hashes === undefined) {
    await readBeginning(cut, options);
    return cut;
  }
  const file = await DurableFile.create(hashes);
  try {
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
    await file.commit();
    return { ...cut, documents };
  } catch (error) {
    await file.discard();
    throw error;
  }
}
