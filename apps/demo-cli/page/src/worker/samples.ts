/** Windows and batches of @windrow/dataset, as far as the page draws them. */
import { DataLoader, SlidingWindowDataset } from "@windrow/dataset";
import type { Batch, IdTensor, TokenIds } from "@windrow/interfaces";
import type { Cell, SamplesAnswer, SamplesRequest } from "./messages.ts";

/** Columns and windows that a drawing has at most. */
const DRAWN_COLUMNS = 48;
const DRAWN_WINDOWS = 3;
/** Rows and columns of a batch that are shown: a page is not a place for thousands of cells. */
const SHOWN_ROWS = 16;
const SHOWN_COLUMNS = 32;

export function samplesOf(ids: TokenIds, cell: (id: number) => Cell, request: SamplesRequest): SamplesAnswer {
  const { maxLength, stride, batchSize, shuffle, seed } = request;
  const dataset = new SlidingWindowDataset(ids, { maxLength, stride });
  // As in the demo: where the text has no whole batch, the one there is is shown.
  const dropLast = dataset.length >= batchSize;
  const loader = new DataLoader(dataset, { batchSize, shuffle, dropLast, ...(shuffle && { seed: BigInt(seed) }) });
  const drawn = [];
  for (let i = 0; i < Math.min(DRAWN_WINDOWS, dataset.length); i++) {
    const { inputIds, targetIds } = dataset.get(i);
    // The first is always drawn; of those that follow, what is not too far to the right.
    if (i > 0 && i * stride + maxLength >= DRAWN_COLUMNS) break;
    drawn.push({ start: i * stride, input: Array.from(inputIds, cell), target: Array.from(targetIds, cell) });
  }
  const index = Math.min(request.batch, Math.max(0, loader.length - 1));
  const batch = batchAt(loader, index);
  return {
    kind: "samples",
    tokens: ids.length,
    windows: dataset.length,
    drawn,
    batches: loader.length,
    batch: { index, input: cellRows(batch?.inputIds, cell), target: cellRows(batch?.targetIds, cell) },
  };
}

/** Batches come in order, as from torch's loader; those before the wanted one are skipped. */
function batchAt(loader: DataLoader, index: number): Batch | undefined {
  let at = 0;
  for (const batch of loader) if (at++ === index) return batch;
  return undefined;
}

function cellRows(tensor: IdTensor<readonly [number, number]> | undefined, cell: (id: number) => Cell): Cell[][] {
  if (tensor === undefined) return [];
  const [rows, columns] = tensor.dims;
  return Array.from({ length: Math.min(rows, SHOWN_ROWS) }, (_, row) =>
    Array.from(tensor.data.subarray(row * columns, row * columns + Math.min(columns, SHOWN_COLUMNS)), cell),
  );
}
