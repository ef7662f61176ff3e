/** Remembers what a function made of short texts, which come again and again in a long one. */

const LONGEST = 64;
const MOST = 20_000;

/** The same function, with up to 20,000 answers kept. */
export function remembered<Result>(compute: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    if (text.length > LONGEST) return compute(text);
    let result = known.get(text);
    if (result === undefined) {
      if (known.size >= MOST) known.clear();
      known.set(text, (result = compute(text)));
    }
    return result;
  };
}
