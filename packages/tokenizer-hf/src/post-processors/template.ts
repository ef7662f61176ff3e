/** Special tokens around texts by a template, one for a text and one for two. */
import { append, appendSpecial, emptyEncoding, type Encoding } from "./encoding.ts";
import { HfError } from "../errors.ts";
import type { PostProcessor } from "./post-processor.ts";

/** A text, by its number, or special tokens. */
export type TemplatePiece =
  | { readonly sequence: 0 | 1; readonly typeId: number }
  | { readonly ids: readonly number[]; readonly tokens: readonly string[]; readonly typeId: number };

const BEHIND = "post_processor has a template after another, which is not supported.";

export function template(single: readonly TemplatePiece[], pair: readonly TemplatePiece[]): PostProcessor {
  return {
    process(encodings, addsSpecial) {
      // What another template has put together has more parts than texts: the library has no answer for it.
      if (encodings.length > 2) throw new HfError("HF_UNSUPPORTED_FILE", BEHIND, { field: "post_processor" });
      const pieces = encodings.length === 1 ? single : pair;
      return pieces.flatMap((piece) => {
        const from = "sequence" in piece ? encodings[piece.sequence]! : undefined;
        const all = emptyEncoding(from?.text);
        if (from !== undefined) append(all, from, piece.typeId);
        else if ("ids" in piece && addsSpecial)
          for (const [i, id] of piece.ids.entries()) appendSpecial(all, id, piece.tokens[i]!, piece.typeId);
        return [all] satisfies Encoding[];
      });
    },
  };
}
