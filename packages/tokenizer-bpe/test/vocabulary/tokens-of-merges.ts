/** Vocabularies whose merges list every two tokens that are a token together, as files made from tiktoken's do. */
import { GPT2_BYTES } from "../train/merges-of.ts";

const characters = GPT2_BYTES.map((byte, i) => String.fromCharCode(i < 188 ? byte : 256 + i - 188));

/** Tokens in printable characters, in their order: the bytes, and what pairs that are there most often make. */
export function trainedTokens(text: string, merges: number): string[] {
  const tokens = [...characters];
  let words = text.split(" ").map((word) => [...word]);
  for (let i = 0; i < merges; i++) {
    const counts = new Map<string, number>();
    for (const word of words) {
      for (let at = 1; at < word.length; at++) {
        const pair = `${word[at - 1]!} ${word[at]!}`;
        counts.set(pair, (counts.get(pair) ?? 0) + 1);
      }
    }
    const [most] = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    if (most === undefined) break;
    const [left, right] = most[0].split(" ") as [string, string];
    if (!tokens.includes(left + right)) tokens.push(left + right);
    words = words.map((word) => merged(word, left, right));
  }
  return tokens;
}

function merged(word: readonly string[], left: string, right: string): string[] {
  const joined: string[] = [];
  for (let at = 0; at < word.length; at++) {
    const isPair = word[at] === left && word[at + 1] === right;
    joined.push(isPair ? left + right : word[at]!);
    if (isPair) at++;
  }
  return joined;
}

/** Every two parts that each token can be made of, in the order of the tokens. */
export function listEveryPair(tokens: readonly string[]): string[][] {
  const known = new Set(tokens);
  return tokens.flatMap((token) =>
    Array.from({ length: token.length - 1 }, (_, at) => [token.slice(0, at + 1), token.slice(at + 1)]).filter((pair) =>
      pair.every((part) => known.has(part)),
    ),
  );
}
