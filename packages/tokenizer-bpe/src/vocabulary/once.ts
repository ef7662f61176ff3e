/** A function that works the first time it is called, and gives the same result ever after. */
export function once<T>(create: () => T): () => T {
  let created: T | undefined;
  return () => (created ??= create());
}
