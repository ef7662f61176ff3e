/** Golden figures in a browser, which has no files to read: the page asks vitest's server for them. */
import type { GoldenName } from "../golden.ts";

/** The parsed golden file. Its shape is known to the test that reads it. */
export async function golden<T>(name: GoldenName): Promise<T> {
  const url = new URL(`../../golden/${name}.json`, import.meta.url);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}, expected the golden figures`);
  return (await response.json()) as T;
}
