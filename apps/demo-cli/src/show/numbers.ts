/** Numbers for people. */

/** 1,234,567 */
export function grouped(value: number): string {
  return value.toLocaleString("en-US");
}

/** A ratio with two decimals, or a dash where there is nothing to divide by. */
export function ratio(over: number, under: number): string {
  return under === 0 ? "-" : (over / under).toFixed(2);
}

/** "1 token", "2 tokens" */
export function counted(count: number, one: string, many: string = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}
