/** Remembers what a function made of short texts, which come again and again in a long one. */

const MAX_LENGTH = 64;
const MAX_KNOWN = 20_000;

/** The same function, with up to 20,000 answers kept. */
export function remembered<Result>(compute: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    if (text.length > MAX_LENGTH) return compute(text);
    let result = known.get(text);
    if (result === undefined) {
      if (known.size >= MAX_KNOWN) known.clear();
      known.set(text, (result = compute(text)));
    }
    return result;
  };
}
