/** The decoder of a file. */
import { bpeSuffixDecoder } from "../decoders/bpe-suffix.ts";
import { ctcDecoder } from "../decoders/ctc.ts";
import type { Decoder } from "../decoders/decoder.ts";
import { metaspaceDecoder } from "../decoders/metaspace.ts";
import { wordPieceDecoder } from "../decoders/word-piece.ts";
import { byType, type Fields } from "../fields/fields.ts";
import { commonDecoders } from "./common-steps.ts";
import { readMetaspace } from "./metaspace-fields.ts";

export function readDecoder(step: Fields): Decoder {
  return byType<Decoder>(step, {
    ...commonDecoders(readDecoder),
    WordPiece: (one) => wordPieceDecoder(one.text("prefix"), one.flag("cleanup")),
    Metaspace: (one) => {
      const { replacement, prependScheme } = readMetaspace(one);
      return metaspaceDecoder(replacement, prependScheme);
    },
    BPEDecoder: (one) => bpeSuffixDecoder(one.text("suffix")),
    CTC: (one) =>
      ctcDecoder({
        padToken: one.text("pad_token"),
        wordDelimiter: one.text("word_delimiter_token"),
        cleansUp: one.flag("cleanup"),
      }),
  });
}
