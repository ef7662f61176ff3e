/** Takes white space out of where tokens stand. Follows processors/byte_level of huggingface/tokenizers 0.23. */
import { CHARACTERS } from "../characters/byte-characters.ts";
import { SPACE } from "../characters/classes.ts";
import type { Encoding } from "./encoding.ts";
import type { PostProcessor } from "./post-processor.ts";

const LIKE_SPACE = `(?:${CHARACTERS[0x20]!}|${SPACE})`;
const leading = /* @__PURE__ */ new RegExp(`^${LIKE_SPACE}*`, "u");
const one = /* @__PURE__ */ new RegExp(`^${LIKE_SPACE}$`, "u");

export function trimOffsets(encoding: Encoding, addsSpace: boolean): Encoding {
  const starts = [...encoding.starts];
  const ends = [...encoding.ends];
  for (const [i, token] of encoding.tokens.entries()) {
    let before = leading.exec(token)![0].length;
    let after = 0;
    while (after < token.length && one.test(token[token.length - 1 - after]!)) after++;
    if (before > 0) {
      // The space that was put before all is none of the text.
      if ((i === 0 || starts[i] === 0) && addsSpace && before === 1) before = 0;
      starts[i] = Math.min(starts[i]! + before, ends[i]!);
    }
    if (after > 0 && ends[i]! >= after) ends[i] = Math.max(ends[i]! - after, starts[i]!);
  }
  return { ...encoding, starts, ends };
}

/** The post-processor ByteLevel. */
export function byteLevelProcessor(trims: boolean, addsSpace: boolean): PostProcessor {
  return { process: (encodings) => encodings.map((one_) => (trims ? trimOffsets(one_, addsSpace) : one_)) };
}
