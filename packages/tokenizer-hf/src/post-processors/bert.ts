/** `[CLS] A [SEP]`, and of two texts `[CLS] A [SEP] B [SEP]`; the second with its own type. */
import { append, appendSpecial, emptyEncoding } from "./encoding.ts";
import type { PostProcessor } from "./post-processor.ts";

type Token = readonly [token: string, id: number];

export function bertProcessor([cls, clsId]: Token, [sep, sepId]: Token): PostProcessor {
  return {
    process(encodings, addsSpecial) {
      if (!addsSpecial) return [...encodings];
      return encodings.map((one, i) => {
        const all = emptyEncoding(one.text);
        if (i === 0) appendSpecial(all, clsId, cls, 0);
        append(all, one);
        appendSpecial(all, sepId, sep, i === 0 ? 0 : 1);
        return all;
      });
    },
  };
}
