/** Numbers as runs: `[value, length, value, length, ...]`, where each run goes up by one, or stays at -1. */

export function packRuns(numbers: ArrayLike<number>): number[] {
  const runs: number[] = [];
  for (let i = 0; i < numbers.length;) {
    const first = numbers[i]!;
    const start = i;
    while (i < numbers.length && numbers[i] === (first < 0 ? first : first + i - start)) i++;
    runs.push(first, i - start);
  }
  return runs;
}

export function unpackRuns(runs: readonly number[]): Int32Array {
  let length = 0;
  for (let run = 1; run < runs.length; run += 2) length += runs[run]!;
  const numbers = new Int32Array(length);
  let at = 0;
  for (let run = 0; run < runs.length; run += 2) {
    const first = runs[run]!;
    const count = runs[run + 1]!;
    if (first < 0) numbers.fill(first, at, at + count);
    else for (let i = 0; i < count; i++) numbers[at + i] = first + i;
    at += count;
  }
  return numbers;
}
