/**
 * A SentencePiece model as the stages of a tokenizer. What sentencepiece does is all of it; special tokens of a
 * tokenizer_config.json are found before, as transformers' slow tokenizers do.
 */
import { sha256 } from "@windrow/core";
import type { AddedToken } from "../../added-tokens/added-tokens.ts";
import { sentencePieceDecoder } from "../../decoders/sentence-piece.ts";
import type { TokenizerConfig } from "../../fields/config.ts";
import { Fields } from "../../fields/fields.ts";
import { bpeCutter } from "../../models/sentence-piece/bpe.ts";
import { type Cutter, SentencePieceModel } from "../../models/sentence-piece/sentence-piece-model.ts";
import { unigramCutter } from "../../models/sentence-piece/unigram.ts";
import { characterCutter, wordCutter } from "../../models/sentence-piece/words.ts";
import { CharacterMap } from "../../normalizers/character-map.ts";
import { SentencePieceNormalizer } from "../../normalizers/sentence-piece.ts";
import { template, type TemplatePiece } from "../../post-processors/template.ts";
import {
  BPE,
  CHAR,
  CONTROL,
  type NormalizerSpec,
  readModelFile,
  type SentencePieceFile,
  UNIGRAM,
} from "../../sentence-piece/model-file.ts";
import { Pieces } from "../../sentence-piece/pieces.ts";
import { UnitTrie } from "../../sentence-piece/unit-trie.ts";
import { digestOf } from "../../stages/digest.ts";
import type { Stages } from "../../stages/stages.ts";
import { configTokens } from "./config-tokens.ts";

/** A tokenizer's stages, and the config with the names of special tokens that the model has. */
export interface ReadSentencePiece {
  readonly stages: Stages;
  readonly config: TokenizerConfig;
}

/**
 * @param bytes of the file
 * @param name of the file, for errors
 * @throws HfError HF_INVALID_FILE
 */
export function readSentencePiece(bytes: unknown, name: string, given: TokenizerConfig): ReadSentencePiece {
  return sentencePieceStages(readModelFile(bytes, name), name, given);
}

/** The same of what a file says. @throws HfError HF_INVALID_FILE */
export function sentencePieceStages(file: SentencePieceFile, name: string, given: TokenizerConfig): ReadSentencePiece {
  const pieces = new Pieces(file, name);
  const { userDefined } = pieces;
  const symbols = userDefined.length === 0 ? undefined : new UnitTrie(userDefined.map((text) => [text, 1] as const));
  const normalizer = normalizerOf(file.normalizer, file.trainer.spaceIsSuffix, symbols, `${name}, normalizer_spec`);
  const config = { ...namesOf(pieces), ...given };
  const added = configTokens(given, pieces);
  return {
    stages: {
      name,
      added,
      control: controlTokens(pieces),
      normalizer,
      preTokenizer: undefined,
      model: new SentencePieceModel(pieces, cutterOf(pieces, symbols)),
      postProcessor: aroundTexts(pieces, config),
      decoder: sentencePieceDecoder(pieces, denormalizerOf(file, name)),
      engineModel: undefined,
      split: undefined,
      engineName: undefined,
      padding: {},
      unkToken: file.texts[pieces.unkId],
      fingerprint: () => fingerprintOf(file, added),
    },
    config,
  };
}

function normalizerOf(
  { charsmap, addsPrefix, removesExtraSpaces, escapesSpaces }: NormalizerSpec,
  spaceIsSuffix: boolean,
  userDefined: UnitTrie | undefined,
  place: string,
): SentencePieceNormalizer {
  const charMap = charsmap.length === 0 ? undefined : new CharacterMap(charsmap, `${place}.precompiled_charsmap`);
  return new SentencePieceNormalizer({
    userDefined,
    charMap,
    addsPrefix,
    spaceIsSuffix,
    removesExtraSpaces,
    escapesSpaces,
  });
}

function denormalizerOf({ denormalizer }: SentencePieceFile, name: string): SentencePieceNormalizer | undefined {
  if (denormalizer.charsmap.length === 0) return undefined;
  return normalizerOf(denormalizer, false, undefined, `${name}, denormalizer_spec`);
}

function cutterOf(pieces: Pieces, userDefined: UnitTrie | undefined): Cutter {
  const { modelType } = pieces.file.trainer;
  if (modelType === BPE) return bpeCutter(pieces, userDefined);
  if (modelType === UNIGRAM) return unigramCutter(pieces);
  return modelType === CHAR ? characterCutter(pieces, userDefined) : wordCutter(pieces);
}

function controlTokens({ file, reserved }: Pieces): ReadonlyMap<string, number> {
  return new Map([...reserved].filter(([, id]) => file.types[id] === CONTROL));
}

/** What a tokenizer_config.json calls those that the model has. */
function namesOf(pieces: Pieces): TokenizerConfig {
  const { bos, eos, pad } = pieces.file.trainer;
  const names = { bos_token: bos, eos_token: eos, pad_token: pad };
  const known = Object.entries(names).filter(([, text]) => isControl(pieces, text));
  return { unk_token: pieces.file.texts[pieces.unkId], ...Object.fromEntries(known) };
}

function isControl(pieces: Pieces, text: string): boolean {
  const id = pieces.reserved.get(text);
  return id !== undefined && pieces.isOfType(id, CONTROL);
}

/**
 * As transformers' tokenizers of Llama and T5 have it: behind BPE a text begins with the model's bos, behind others it ends
 * with its eos; `add_bos_token` and `add_eos_token` of a config go before.
 */
function aroundTexts(pieces: Pieces, config: TokenizerConfig): ReturnType<typeof template> {
  const { bos, eos, modelType } = pieces.file.trainer;
  const fields = Fields.of(config, "config");
  const special = (text: string, name: string, isDefault: boolean, typeId: number): TemplatePiece[] => {
    const id = isControl(pieces, text) && fields.flag(name, isDefault) ? pieces.idOf(text)! : undefined;
    return id === undefined ? [] : [{ ids: [id], tokens: [text], typeId }];
  };
  const around = (sequence: 0 | 1): TemplatePiece[] => [
    ...special(bos, "add_bos_token", modelType === BPE, sequence),
    { sequence, typeId: sequence },
    ...special(eos, "add_eos_token", modelType !== BPE, sequence),
  ];
  return template(around(0), [...around(0), ...around(1)]);
}

/** sha256 over what decides the ids. */
function fingerprintOf(file: SentencePieceFile, added: readonly AddedToken[]): string {
  const { texts, scores, types, trainer, normalizer } = file;
  const { modelType, spaceIsSuffix, byteFallback } = trainer;
  const { charsmap, ...flags } = normalizer;
  const lists = [texts, [...scores], [...types]];
  return digestOf(
    "windrow-sentence-piece-1",
    lists,
    modelType,
    spaceIsSuffix,
    byteFallback,
    flags,
    sha256(charsmap),
    added,
  );
}
