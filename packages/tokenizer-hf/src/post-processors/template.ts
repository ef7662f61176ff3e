/** Special tokens around texts by a template, one for a text and one for two. */
import { append, appendSpecial, emptyEncoding, type Encoding } from "./encoding.ts";
import type { PostProcessor } from "./post-processor.ts";

/** A text, by its number, or special tokens. */
export type TemplatePiece =
  | { readonly sequence: 0 | 1; readonly typeId: number }
  | { readonly ids: readonly number[]; readonly tokens: readonly string[]; readonly typeId: number };

export function template(single: readonly TemplatePiece[], pair: readonly TemplatePiece[]): PostProcessor {
  return {
    process(encodings, addsSpecial) {
      const pieces = encodings.length === 1 ? single : pair;
      return pieces.flatMap((piece) => {
        const all = emptyEncoding();
        if ("sequence" in piece) append(all, encodings[piece.sequence]!, piece.typeId);
        else if (addsSpecial)
          for (const [i, id] of piece.ids.entries()) appendSpecial(all, id, piece.tokens[i]!, piece.typeId);
        return [all] satisfies Encoding[];
      });
    },
  };
}
