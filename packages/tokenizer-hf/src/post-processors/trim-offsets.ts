/** Takes white space out of where tokens stand. Follows processors/byte_level of huggingface/tokenizers 0.23. */
import { CHARACTERS } from "../characters/byte-characters.ts";
import { SPACE } from "../characters/classes.ts";
import type { Encoding } from "./encoding.ts";
import type { PostProcessor } from "./post-processor.ts";

const LIKE_SPACE = `(?:${CHARACTERS[0x20]!}|${SPACE})`;
const leading = /* @__PURE__ */ new RegExp(`^${LIKE_SPACE}*`, "u");
const one = /* @__PURE__ */ new RegExp(`^${LIKE_SPACE}$`, "u");

/**
 * White space of a token is that many characters of the text, whatever those are: they need not be white space, where a
 * normalizer has put it there.
 */
export function trimOffsets(encoding: Encoding, addsSpace: boolean): Encoding {
  const { text } = encoding;
  const starts = [...encoding.starts];
  const ends = [...encoding.ends];
  for (const [i, token] of encoding.tokens.entries()) {
    // All white space is of one UTF-16 unit.
    let before = leading.exec(token)![0].length;
    let after = 0;
    while (after < token.length && one.test(token[token.length - 1 - after]!)) after++;
    if (before > 0) {
      // The space that was put before all is none of the text.
      if ((i === 0 || starts[i] === 0) && addsSpace && before === 1) before = 0;
      starts[i] = Math.min(forward(text, starts[i]!, before), ends[i]!);
    }
    const end = after > 0 ? back(text, ends[i]!, after) : undefined;
    if (end !== undefined) ends[i] = Math.max(end, starts[i]!);
  }
  return { ...encoding, starts, ends };
}

/** The place some characters on; at most the end. */
function forward(text: string, from: number, characters: number): number {
  let at = from;
  for (let i = 0; i < characters && at < text.length; i++) at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  return at;
}

/** The place some characters before; undefined where there are not as many. */
function back(text: string, from: number, characters: number): number | undefined {
  let at = from;
  for (let i = 0; i < characters; i++) {
    if (at === 0) return undefined;
    at -= isPair(text, at - 2) ? 2 : 1;
  }
  return at;
}

function isPair(text: string, at: number): boolean {
  return at >= 0 && text.codePointAt(at)! > 0xffff;
}

/** The post-processor ByteLevel. */
export function byteLevelProcessor(trims: boolean, addsSpace: boolean): PostProcessor {
  return { process: (encodings) => encodings.map((one_) => (trims ? trimOffsets(one_, addsSpace) : one_)) };
}
