/** The decoder of a file. */
import { bpeSuffixDecoder } from "../decoders/bpe-suffix.ts";
import { byteFallback } from "../decoders/byte-fallback.ts";
import { byteLevel } from "../decoders/byte-level.ts";
import { ctcDecoder } from "../decoders/ctc.ts";
import type { Decoder } from "../decoders/decoder.ts";
import { metaspaceDecoder } from "../decoders/metaspace.ts";
import { decoderSequence, fuse, replaceIn, strip } from "../decoders/simple-decoders.ts";
import { wordPieceDecoder } from "../decoders/word-piece.ts";
import { readPattern } from "../patterns/read-pattern.ts";
import { readByteLevelFlags } from "./byte-level-flags.ts";
import { byType, type Fields } from "./fields.ts";
import { readMetaspace } from "./metaspace-fields.ts";

export function readDecoder(step: Fields): Decoder {
  return byType<Decoder>(step, {
    ByteLevel: (one) => {
      readByteLevelFlags(one);
      return byteLevel;
    },
    ByteFallback: () => byteFallback,
    Fuse: () => fuse,
    Replace: (replace) => replaceIn(readPattern(replace), replace.text("content")),
    Strip: (one) => strip(one.text("content"), one.count("start"), one.count("stop")),
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
    Sequence: (sequence) => decoderSequence(sequence.objects("decoders").map(readDecoder)),
  });
}
