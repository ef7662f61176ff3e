/** `<s> A </s>`, and of two texts `<s> A </s> </s> B </s>`, all of type 0. */
import { append, appendSpecial, emptyEncoding, type Encoding } from "./encoding.ts";
import type { PostProcessor } from "./post-processor.ts";
import { trimOffsets } from "./trim-offsets.ts";

export interface RobertaFile {
  readonly cls: readonly [token: string, id: number];
  readonly sep: readonly [token: string, id: number];
  readonly trims: boolean;
  readonly addsSpace: boolean;
}

export function roberta({ cls, sep, trims, addsSpace }: RobertaFile): PostProcessor {
  const around = (encoding: Encoding, [first, firstId]: readonly [string, number]): Encoding => {
    const all = emptyEncoding(encoding.text);
    appendSpecial(all, firstId, first, 0);
    append(all, encoding, 0);
    appendSpecial(all, sep[1], sep[0], 0);
    return all;
  };
  return {
    process(encodings, addsSpecial) {
      const trimmed = encodings.map((one) => (trims ? trimOffsets(one, addsSpace) : one));
      if (addsSpecial) return trimmed.map((one, i) => around(one, i === 0 ? cls : sep));
      return trimmed.map((one) => ({ ...one, typeIds: one.typeIds.map(() => 0) }));
    },
  };
}
