/** Opening several things one after the other, so that none stays open where a later one can't be opened. */

/** What is closed, or discarded, when what follows fails. */
type Undo = () => Promise<unknown>;

/**
 * Runs `work`; where it throws, what was opened so far is closed first, last opened first.
 * @param work is given `opened`, to call with each thing's undoing as soon as it is open
 * @example
 * const [a, b] = await closeOnFailure(async (opened) => {
 *   const first = await open("a");
 *   opened(() => first.close());
 *   return [first, await open("b")];
 * });
 */
export async function closeOnFailure<T>(work: (opened: (undo: Undo) => void) => Promise<T>): Promise<T> {
  const undoings: Undo[] = [];
  try {
    return await work((undo) => undoings.push(undo));
  } catch (error) {
    // The error that is thrown is the first one, whatever comes of closing.
    for (const undo of undoings.toReversed()) await undo().catch(() => {});
    throw error;
  }
}
