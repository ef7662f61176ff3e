/** Decoders of a line or two. */
import type { Pattern } from "../patterns/pattern.ts";
import type { Decoder } from "./decoder.ts";

export const fuse: Decoder = { decode: (tokens) => [tokens.join("")] };

export function decoderSequence(steps: readonly Decoder[]): Decoder {
  return { decode: (tokens) => steps.reduce((changed, step) => step.decode(changed), tokens) };
}

/** Puts a content in the place of what the pattern finds in each token. */
export function replaceIn(pattern: Pattern, content: string): Decoder {
  return { decode: (tokens) => tokens.map((token) => replaced(token, pattern, content)) };
}

function replaced(token: string, pattern: Pattern, content: string): string {
  let text = "";
  let done = 0;
  for (const [start, end] of pattern.matches(token)) {
    text += token.slice(done, start) + content;
    done = end;
  }
  return text + token.slice(done);
}

/** Takes up to so many of a character away from the beginning and the end of each token. */
export function strip(character: string, start: number, stop: number): Decoder {
  return {
    decode: (tokens) =>
      tokens.map((token) => {
        const characters = [...token];
        let from = 0;
        while (from < start && characters[from] === character) from++;
        let to = characters.length;
        for (let i = 0; i < stop && to > from && characters[to - 1] === character; i++) to--;
        return characters.slice(from, to).join("");
      }),
  };
}
