/** Where pieces begin, as far as it is the same for several patterns. Masks as in masks.ts; all of it is inlined. */
import { lowest, runStarts } from "./masks";

/**
 * Within white space that nothing before it takes: the first of a run, what follows its last line end, and its last
 * character, if that is not a line end, for it may belong to what follows. Runs that touch the end of a block are not
 * certain.
 */
@inline
export function spaceStarts(spaces: u64, newlines: u64): u64 {
  const others = spaces & ~newlines;
  const starts = runStarts(spaces) | (others & ~(spaces >> 1));
  const after = ((newlines & spaces) << 1) & others;
  return after == 0 ? starts : starts | afterLastNewlines(after, others, newlines & spaces);
}

/** Those of the places after a line end from which no other follows in the run. */
function afterLastNewlines(after: u64, others: u64, newlines: u64): u64 {
  // A carry goes through the run of others, and comes out behind it.
  if (((others + after) & ~others & newlines) == 0) return after;
  let last: u64 = 0;
  for (let rest = after; rest != 0; rest &= rest - 1) {
    const one = lowest(rest);
    if (((others + one) & ~others & newlines) == 0) last |= one;
  }
  return last;
}

/** The first of every three digits. */
@inline
export function threeDigitStarts(digits: u64): u64 {
  let starts = runStarts(digits);
  let fourth = digits & (digits << 1);
  fourth &= fourth << 2;
  if (fourth != 0) {
    // Each start makes one three digits on, where the run goes on for so long.
    let before: u64;
    do {
      before = starts;
      starts |= (starts << 3) & fourth;
    } while (starts != before);
  }
  return starts;
}

/** The bytes of characters whose first byte is given. */
@inline
export function wholeCharacters(first: u64, continuations: u64): u64 {
  let all = first | ((first << 1) & continuations);
  all |= (all << 1) & continuations;
  return all | ((all << 1) & continuations);
}
