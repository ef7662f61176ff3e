/**
 * How large units are where a job does not say. It depends on the inputs alone, never on who does the work,
 * since the units are part of the manifest.
 */

/** Enough of them that no thread works much longer than the others, on up to a dozen or so. */
const UNITS = 64;

/** Units of less are mostly files and fsyncs; more would be lost with each process that is killed, for no gain. */
const [MIN_BYTES, MAX_BYTES] = [2 ** 21, 2 ** 24];

/** @param totalBytes of all inputs */
export function defaultUnitBytes(totalBytes: number): number {
  return Math.min(MAX_BYTES, Math.max(MIN_BYTES, Math.ceil(totalBytes / UNITS)));
}
