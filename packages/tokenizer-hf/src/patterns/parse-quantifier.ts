/** Quantifiers: `*`, `+?`, `?+`, `{1,3}`, `{,3}`, and `{3,1}`, which gives nothing back. */
import type { ExpressionReader } from "./expression-reader.ts";

/** Oniguruma's own limit. */
const MAX_REPEATED = 100_000;

export interface Quantifier {
  readonly min: number;
  readonly max: number;
  readonly isLazy: boolean;
  readonly isPossessive: boolean;
}

/** Whether it says what goes without saying. */
export function isOnce({ min, max }: Quantifier): boolean {
  return min === 1 && max === 1;
}

const isDigit = (character: string): boolean => /^\d$/.test(character);

/** The quantifier that stands here, which is consumed; undefined where there is none, and a brace is one by itself. */
export function readQuantifier(reader: ExpressionReader): Quantifier | undefined {
  const character = reader.peek();
  if (character === "{") return readInterval(reader);
  if (character === "" || !"*+?".includes(character)) return undefined;
  reader.take();
  const min = character === "+" ? 1 : 0;
  const max = character === "?" ? 1 : Infinity;
  const isLazy = reader.skips("?");
  return { min, max, isLazy, isPossessive: !isLazy && reader.skips("+") };
}

function readInterval(reader: ExpressionReader): Quantifier | undefined {
  const start = reader.at;
  reader.take();
  const low = readCount(reader);
  const hasComma = reader.skips(",");
  const high = hasComma ? readCount(reader) : low;
  if ((low === undefined && high === undefined) || !reader.skips("}")) {
    reader.at = start;
    return undefined;
  }
  const min = low ?? 0;
  const max = high ?? Infinity;
  if (min > max) return { min: max, max: min, isLazy: false, isPossessive: true };
  // Behind {n} a question mark makes it optional.
  return { min, max, isLazy: hasComma && reader.skips("?"), isPossessive: false };
}

function readCount(reader: ExpressionReader): number | undefined {
  const digits = reader.takeWhile(isDigit);
  if (digits === "") return undefined;
  if (Number(digits) > MAX_REPEATED) throw reader.invalid(`a repetition of more than ${MAX_REPEATED}`);
  return Number(digits);
}
