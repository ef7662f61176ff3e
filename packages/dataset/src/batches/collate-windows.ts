/** Windows of one length to a batch: inputs and targets as two row-major `[batch, sequence]` tensors. */
import type { Batch, TokenWindow } from "@windrow/interfaces";
import { DatasetError } from "../errors.ts";
import { batchOf, type MakeArrays } from "./batch-arrays.ts";

/** Copies the windows. @throws DatasetError DATASET_CANNOT_COLLATE */
export function collateWindows(windows: readonly TokenWindow[], arrays: MakeArrays): Batch {
  const sequence = windows[0]?.inputIds?.length ?? 0;
  const [inputs, targets] = arrays(windows.length * sequence);
  for (const [row, window] of windows.entries()) {
    const { inputIds, targetIds } = (window ?? {}) as Partial<TokenWindow>;
    if (!(inputIds instanceof Int32Array) || !(targetIds instanceof Int32Array)) {
      throw cannot(row, "has no inputIds and targetIds (Int32Array)");
    }
    if (inputIds.length !== sequence || targetIds.length !== sequence) {
      throw cannot(row, `has ${inputIds.length} input and ${targetIds.length} target ids, sample 0 has ${sequence}`);
    }
    inputs.set(inputIds, row * sequence);
    targets.set(targetIds, row * sequence);
  }
  return batchOf([inputs, targets], windows.length, sequence);
}

function cannot(sample: number, what: string): DatasetError {
  return new DatasetError(
    "DATASET_CANNOT_COLLATE",
    `sample ${sample} of the batch ${what}; pass { collate } to batch samples of another kind.`,
    { sample },
  );
}
