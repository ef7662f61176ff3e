import { timeStretches } from "./stretches.mjs";

/**
 * Encodes the texts of a task with one package and takes the times, in milliseconds, in whatever
 * runtime this is.
 *
 * A task is `{ warm, warmSeconds, timed, rounds, seconds }`. `loading` is the import with the first call, of
 * a short text: what a package loads in either has been loaded then. The texts of `warm` are encoded without
 * being timed, again and again while `warmSeconds` last, so that all code is compiled. Those of `timed` are
 * then encoded once each (`firstPass`, one time for each stretch of them), and after that `rounds` times, one time for
 * each pass over all of them, but no further round begins when `seconds` are over.
 *
 * @param options.load imports the module of the package
 * @param options.clock of clock.mjs
 * @param options.peakMegabytes the memory that the process has had, where that can be known
 * @returns the figures, and the ids of the first pass in one Int32Array
 */
export async function encodeTask({ warm, warmSeconds = 0, timed, rounds, seconds }, { load, clock, peakMegabytes }) {
  const beforeImport = clock.all();
  const { encode, engine } = await load();
  encode("Rake it, she said.");
  const loading = clock.all() - beforeImport;

  const warmEnd = clock.now() + warmSeconds * 1000;
  do for (const text of warm) encode(text);
  while (clock.now() < warmEnd);

  const lists = [];
  let peak;
  const firstPass = timeStretches(timed, {
    sizeOf: ({ length }) => length,
    work: encode,
    after(results, isLast) {
      if (isLast) peak = peakMegabytes?.();
      // An array of numbers that is kept would slow down the collector for those that return arrays.
      for (const ids of results) lists.push(Array.isArray(ids) ? Int32Array.from(ids) : ids);
    },
    clock,
  });

  const milliseconds = [];
  const end = clock.now() + seconds * 1000;
  while (milliseconds.length < rounds && clock.now() < end) {
    const start = clock.now();
    for (const text of timed) encode(text);
    milliseconds.push(clock.now() - start);
  }
  return { figures: { engine, loading, firstPass, milliseconds, peakMegabytes: peak }, ids: joined(lists) };
}

function joined(lists) {
  const ids = new Int32Array(lists.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const list of lists) {
    ids.set(list, at);
    at += list.length;
  }
  return ids;
}
