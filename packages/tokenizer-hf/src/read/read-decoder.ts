/** The decoder of a file. */
import type { Decoder } from "../decoders/decoder.ts";
import { wordPieceDecoder } from "../decoders/word-piece.ts";
import { commonDecoders } from "./common-steps.ts";
import { byType, type Fields } from "./fields.ts";

export function readDecoder(step: Fields): Decoder {
  return byType<Decoder>(step, {
    ...commonDecoders(readDecoder),
    WordPiece: (one) => wordPieceDecoder(one.text("prefix"), one.flag("cleanup")),
  });
}
