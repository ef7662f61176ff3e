/** Puts a tokenizer together from its stages, whatever kind of file they were read from. */
import {
  bytesOfAddedToken,
  decodedTokens,
  type EngineName,
  IdDecoder,
  isScanned,
  openWasmMemory,
} from "@windrow/tokenizer-bpe/internal";
import { type AddedToken, AddedTokens, plainSpecialToken } from "./added-tokens/added-tokens.ts";
import { TokenFinder } from "./added-tokens/token-finder.ts";
import { bytesDecoder, lazyDecoder, stepsDecoder, type TextOfIds } from "./decode/text-decoder.ts";
import { byteLevel } from "./decoders/byte-level.ts";
import { engineSections } from "./encode/engine-sections.ts";
import { layoutOf } from "./encode/layout.ts";
import { pieceSections } from "./encode/piece-sections.ts";
import { Pipeline } from "./encode/pipeline.ts";
import { placedSections } from "./encode/placed-sections.ts";
import { TextIds } from "./encode/text-ids.ts";
import { wellFormed } from "./encode/well-formed.ts";
import { invalidFile } from "./fields/fields.ts";
import type { Model } from "./models/model.ts";
import { lastUnitChange } from "./normalizers/last-unit-change.ts";
import type { Normalizer } from "./normalizers/normalizer.ts";
import { NormalizerSequence } from "./normalizers/sequence.ts";
import { noProcessor, type PostProcessor } from "./post-processors/post-processor.ts";
import { digestOf } from "./stages/digest.ts";
import type { FilePadding, Stages } from "./stages/stages.ts";

/** What a tokenizer works with. */
export interface TokenizerParts {
  /** What it was made of. */
  readonly stages: Stages;
  /** Ids with their places in the text. */
  readonly pipeline: Pipeline;
  /** The same ids, without. */
  readonly texts: TextIds;
  readonly decoder: TextOfIds;
  readonly postProcessor: PostProcessor;
  readonly added: readonly AddedToken[];
  readonly model: Model;
  /** The largest id + 1. */
  readonly vocabSize: number;
  readonly padding: FilePadding;
  readonly unkToken: string | undefined;
  readonly engine: () => EngineName | undefined;
  readonly fingerprint: () => string;
}

export function assemble(stages: Stages): TokenizerParts {
  const { added, normalizer, preTokenizer, model, engineModel, split } = stages;
  const { postProcessor = noProcessor, padding, unkToken, fingerprint } = stages;
  const addedTokens = new AddedTokens(added, normalizer, (texts) => new TokenFinder(texts));
  const own =
    engineModel !== undefined && split !== undefined
      ? engineSections(engineModel.engine, split.addsSpace)
      : preTokenizer?.looksForStart === true
        ? placedSections(preTokenizer, model)
        : preTokenizer === undefined
          ? model.sections?.()
          : preTokenizer.sections?.(model);
  const last = own === undefined && addedTokens.areRaw ? lastUnitChange(normalizer) : undefined;
  const sections = own ?? pieceSections(preTokenizer, model, last);
  const vocabSize = 1 + added.reduce((largest, { id }) => Math.max(largest, id), model.largestId);
  checkLayouts(postProcessor, vocabSize);
  return {
    stages,
    pipeline: new Pipeline({ added: addedTokens, preTokenizer, model, postProcessor }),
    texts: new TextIds(last ? addedTokens.before(last.before) : addedTokens, sections, mendsHalves(stages)),
    decoder: lazyDecoder(() => decoderOf(stages, vocabSize)),
    postProcessor,
    added,
    model,
    vocabSize,
    padding,
    unkToken,
    engine: () => engineModel?.engine().name,
    fingerprint,
  };
}

/** The same with further special tokens, which are found before anything else. */
export function withSpecial(stages: Stages, tokens: readonly (readonly [content: string, id: number])[]): Stages {
  const isNew = new Set(tokens.map(([content]) => content));
  const further = tokens.map(([content, id]) => plainSpecialToken(id, content));
  return {
    ...stages,
    added: [...stages.added.filter(({ content }) => !isNew.has(content)), ...further],
    fingerprint: () => digestOf("windrow-hf-special-1", stages.fingerprint(), tokens.toSorted()),
  };
}

/**
 * Whether the engine may be given text with halves of surrogate pairs: where it splits by itself, for then it reads them as
 * U+FFFD, and nothing before it can tell them apart from that.
 */
function mendsHalves({ engineModel, split, normalizer, added }: Stages): boolean {
  const isPlain = normalizer === undefined || (normalizer instanceof NormalizerSequence && normalizer.isEmpty);
  const isOdd = ({ content }: AddedToken): boolean => content.includes("\ufffd") || wellFormed(content) !== content;
  return engineModel !== undefined && split !== undefined && isScanned(split.split) && isPlain && !added.some(isOdd);
}

/** @throws HfError HF_INVALID_FILE, HF_UNSUPPORTED_FILE */
function checkLayouts(postProcessor: PostProcessor, vocabSize: number): void {
  for (const texts of [1, 2]) {
    const wrong = layoutOf(postProcessor, texts, true).ids.find((id) => id >= vocabSize);
    if (wrong !== undefined)
      throw invalidFile("post_processor", `puts the id ${wrong} around texts; the largest id is ${vocabSize - 1}.`, {
        id: wrong,
      });
  }
}

function decoderOf(stages: Stages, vocabSize: number): TextOfIds {
  const { name, added, decoder, model, engineModel, engineName } = stages;
  const contents = new Map(added.map((token) => [token.id, decodedContent(token, stages.normalizer)]));
  if (decoder === byteLevel && engineModel !== undefined) {
    const { source } = engineModel;
    const ids = new Map(added.map(({ content, id }) => [content, id]));
    const bytes = new Map(Array.from(contents, ([id, content]) => [id, bytesOfAddedToken(content)]));
    const tokens = decodedTokens(source, ids, bytes);
    return bytesDecoder(new IdDecoder(name, tokens, (memory) => openWasmMemory(memory, source, engineName)));
  }
  return stepsDecoder(decoder, (id) => contents.get(id) ?? model.tokenOf(id), vocabSize);
}

/** What the decoder gets of an added token: as in the library its normalized form, where it is looked for by that. */
function decodedContent({ content, isNormalized }: AddedToken, normalizer: Normalizer | undefined): string {
  return (isNormalized && normalizer?.normalize(content)) || content;
}
