/** A class of characters, for the flag `u`, from ranges in hexadecimal such as "41-5a 61". */
export function classOf(ranges: string): string {
  return `[${ranges.replace(/[\da-f]+/g, "\\u{$&}").replaceAll(" ", "")}]`;
}
