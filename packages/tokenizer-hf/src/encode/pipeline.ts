/** All steps of a tokenizer.json, one after another: exact for every file, and the way to offsets. */
import { AlignedText } from "../aligned/aligned-text.ts";
import type { AddedTokens } from "../added-tokens/added-tokens.ts";
import type { TextRanges } from "../added-tokens/finder.ts";
import { charactersOfUtf8 } from "../characters/utf8-places.ts";
import type { Model } from "../models/model.ts";
import { type Encoding, emptyEncoding } from "../post-processors/encoding.ts";
import { joined, type PostProcessor } from "../post-processors/post-processor.ts";
import type { PreTokenizer } from "../pre-tokenizers/pre-tokenizer.ts";
import type { IsText } from "./text-ids.ts";
import { wellFormed } from "./well-formed.ts";

export interface Steps {
  readonly added: AddedTokens;
  readonly preTokenizer: PreTokenizer | undefined;
  readonly model: Model;
  readonly postProcessor: PostProcessor;
}

export interface PipelineOptions {
  readonly addsSpecial: boolean;
  /** For each text: whether a token is text like the rest. */
  readonly isText: readonly IsText[];
  /** Parts of the first text that no special token may share a character with. */
  readonly guarded?: TextRanges | undefined;
}

export class Pipeline {
  readonly #steps: Steps;

  constructor(steps: Steps) {
    this.#steps = steps;
  }

  /** @param texts one, or two */
  encode(texts: readonly string[], { addsSpecial, isText, guarded }: PipelineOptions): Encoding {
    const encodings = texts.map((text, i) =>
      this.#encodeOne(wellFormed(text), i, isText[i]!, i === 0 ? guarded : undefined),
    );
    return joined(this.#steps.postProcessor.process(encodings, addsSpecial));
  }

  #encodeOne(text: string, typeId: number, isText: IsText, guarded: TextRanges | undefined): Encoding {
    const { added, preTokenizer } = this.#steps;
    const all = emptyEncoding(text);
    const push = (id: number, token: string, [start, end]: readonly [number, number]): void => {
      all.ids.push(id);
      all.tokens.push(token);
      all.typeIds.push(typeId);
      all.starts.push(start);
      all.ends.push(end);
      all.specialMask.push(0);
    };
    for (const { text: section, token } of added.cut(AlignedText.of(text), isText, true, guarded)) {
      if (token !== undefined) push(token.id, section.text, section.origin(0, section.text.length));
      else for (const piece of preTokenizer?.split(section) ?? [section]) this.#encodePiece(piece, push);
    }
    return all;
  }

  #encodePiece(piece: AlignedText, push: (id: number, token: string, origin: readonly [number, number]) => void): void {
    const { model } = this.#steps;
    const { ids, ends, starts } = model.encode(piece.text);
    const charactersOf = charactersOfUtf8(piece.text);
    for (const [i, id] of ids.entries()) {
      const start = (starts === undefined ? ends[i - 1] : starts[i]) ?? 0;
      push(id, model.tokenOf(id)!, piece.origin(...charactersOf(start, ends[i]!)));
    }
  }
}
