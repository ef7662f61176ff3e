/** Windows of one length to a batch: inputs and targets as two row-major `[batch, sequence]` tensors. */
import type { Batch, IdTensor, TokenWindow } from "@windrow/interfaces";
import { DatasetError } from "./errors.ts";

/** Copies the windows into fresh arrays. @throws DatasetError DATASET_CANNOT_COLLATE */
export function collateWindows(windows: readonly TokenWindow[]): Batch {
  const sequence = windows[0]?.inputIds?.length ?? 0;
  for (const [i, { inputIds, targetIds }] of windows.entries()) {
    if (!(inputIds instanceof Int32Array) || !(targetIds instanceof Int32Array)) {
      throw cannot(`sample ${i} of the batch has no inputIds and targetIds (Int32Array)`);
    }
    if (inputIds.length !== sequence || targetIds.length !== sequence) {
      throw cannot(
        `sample ${i} of the batch has ${inputIds.length} input and ${targetIds.length} target ids, sample 0 has ${sequence}`,
      );
    }
  }
  return {
    inputIds: stack(
      windows.map(({ inputIds }) => inputIds),
      sequence,
    ),
    targetIds: stack(
      windows.map(({ targetIds }) => targetIds),
      sequence,
    ),
  };
}

function stack(rows: readonly Int32Array[], sequence: number): IdTensor<readonly [number, number]> {
  const data = new Int32Array(rows.length * sequence);
  for (let row = 0; row < rows.length; row++) data.set(rows[row]!, row * sequence);
  return { type: "int32", data, dims: [rows.length, sequence] };
}

function cannot(what: string): DatasetError {
  return new DatasetError("DATASET_CANNOT_COLLATE", `${what}; pass { collate } to batch samples of another kind.`);
}
