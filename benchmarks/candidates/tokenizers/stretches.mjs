/** So many units are timed together: reading a clock takes longer than many a line. */
const STRETCH = 50_000;

/**
 * Works through items once, in stretches of some size, one time for each.
 * @param options.sizeOf an item's units, characters for example
 * @param options.work a function of an item
 * @param options.after is given the results of a stretch, when its time is taken
 * @param options.clock of clock.mjs
 * @returns the times; an item of at least 50,000 units that follows such a one has a time of its own
 */
export function timeStretches(items, { sizeOf, work, after, clock }) {
  const times = [];
  for (let from = 0; from < items.length;) {
    const until = endOf(items, from, sizeOf);
    const results = [];
    const start = clock.now();
    for (let i = from; i < until; i++) results.push(work(items[i]));
    times.push(clock.now() - start);
    after?.(results, until === items.length);
    from = until;
  }
  return times;
}

function endOf(items, from, sizeOf) {
  let until = from;
  for (let size = 0; until < items.length && size < STRETCH; until++) size += sizeOf(items[until]) + 1;
  return until;
}
