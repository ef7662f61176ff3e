/** The length of a text as Python's len has it. */

/** Code points of a text: a pair of surrogates is one, and so is a lone one. */
export function countCodePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
