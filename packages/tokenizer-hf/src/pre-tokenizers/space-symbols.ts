/** Words with the symbols of the spaces before or behind them, for a model none of whose pieces has parts of two. */
import type { PreTokenizer } from "./pre-tokenizer.ts";

/** @param symbol one UTF-16 unit @param isBehind whether words end with it */
export function spaceSymbols(symbol: string, isBehind: boolean): PreTokenizer {
  return {
    *split(whole) {
      const { text } = whole;
      const { length } = text;
      for (let start = 0; start < length;) {
        let end = start;
        const skip = (isSymbol: boolean): void => {
          if (isSymbol) while (end < length && text[end] === symbol) end++;
          else {
            end = text.indexOf(symbol, end);
            if (end < 0) end = length;
          }
        };
        skip(!isBehind);
        skip(isBehind);
        yield whole.slice(start, end);
        start = end;
      }
    },
  };
}

/** Whether some text has a symbol behind (or before) a character that is not one. */
export function hasWithin(text: string, symbol: string, isBehind: boolean): boolean {
  for (let at = text.indexOf(symbol); at >= 0; at = text.indexOf(symbol, at + 1)) {
    const other = text[isBehind ? at + 1 : at - 1];
    if (other !== undefined && other !== symbol) return true;
  }
  return false;
}
