/**
 * Encodes the texts of a task with one package and takes the times, in milliseconds, in whatever
 * runtime this is.
 *
 * A task is `{ warm, warmSeconds, timed, rounds, seconds }`. `loading` is the import with the first call, of
 * a short text: what a package loads in either has been loaded then. The texts of `warm` are encoded without
 * being timed, again and again while `warmSeconds` last, so that all code is compiled. Those of `timed` are
 * then encoded once each (`firstPass`, one time for each text), and after that `rounds` times, one time for
 * each pass over all of them, but no further round begins when `seconds` are over.
 *
 * @param load imports the module of the package
 * @param peakMegabytes the memory that the process has had, where that can be known
 * @returns the figures, and the ids of the first pass in one Int32Array
 */
export async function encodeTask({ warm, warmSeconds = 0, timed, rounds, seconds }, load, peakMegabytes) {
  const beforeImport = performance.now();
  const { encode, engine } = await load();
  encode("Rake it, she said.");
  const loading = performance.now() - beforeImport;

  const warmEnd = performance.now() + warmSeconds * 1000;
  do for (const text of warm) encode(text);
  while (performance.now() < warmEnd);

  const firstPass = [];
  const lists = [];
  let peak;
  for (const [i, text] of timed.entries()) {
    const start = performance.now();
    const list = encode(text);
    firstPass.push(performance.now() - start);
    if (i === timed.length - 1) peak = peakMegabytes?.();
    // An array of numbers that is kept would slow down the collector for those that return arrays.
    lists.push(Array.isArray(list) ? Int32Array.from(list) : list);
  }

  const milliseconds = [];
  const end = performance.now() + seconds * 1000;
  while (milliseconds.length < rounds && performance.now() < end) {
    const start = performance.now();
    for (const text of timed) encode(text);
    milliseconds.push(performance.now() - start);
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
