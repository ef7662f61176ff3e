/**
 * A SentencePiece model, as its file has it: sentencepiece_model.proto of sentencepiece 0.2. Fields that only training
 * reads are ignored.
 */
import { describe, isDetached, isUint8Array } from "@windrow/core";
import { MAX_FILE_BYTES } from "@windrow/tokenizer-bpe/internal";
import { invalidFile, shown } from "../fields/fields.ts";
import { type WireField, wireFields } from "./wire.ts";

export const UNIGRAM = 1;
export const BPE = 2;
export const CHAR = 4;

/** What a piece is. */
export const NORMAL = 1;
export const UNKNOWN = 2;
export const CONTROL = 3;
export const USER_DEFINED = 4;
export const UNUSED = 5;
export const BYTE = 6;

/** How texts are changed before they are cut, or behind decoding. */
export interface NormalizerSpec {
  charsmap: Uint8Array;
  addsPrefix: boolean;
  removesExtraSpaces: boolean;
  escapesSpaces: boolean;
}

/** What training has said, as far as encoding and decoding need it. */
interface TrainerSpec {
  modelType: number;
  spaceIsSuffix: boolean;
  byteFallback: boolean;
  unkSurface: string;
  unk: string;
  bos: string;
  eos: string;
  pad: string;
}

export interface SentencePieceFile {
  /** By id. */
  readonly texts: readonly string[];
  readonly scores: Float32Array;
  readonly types: Uint8Array;
  readonly trainer: TrainerSpec;
  readonly normalizer: NormalizerSpec;
  readonly denormalizer: NormalizerSpec;
}

type Setters = Readonly<Record<number, (field: WireField) => void>>;

/**
 * @param file its bytes
 * @param name of the file, for errors
 * @throws HfError HF_INVALID_FILE
 */
export function readModelFile(file: unknown, name: string): SentencePieceFile {
  const bytes = checkBytes(file, name);
  const texts: string[] = [];
  const scores: number[] = [];
  const types: number[] = [];
  const trainer: TrainerSpec = {
    modelType: UNIGRAM,
    spaceIsSuffix: false,
    byteFallback: false,
    unkSurface: " \u2047 ",
    unk: "<unk>",
    bos: "<s>",
    eos: "</s>",
    pad: "<pad>",
  };
  const normalizer = newNormalizer();
  const denormalizer = newNormalizer();
  const addPiece = (field: WireField): void => {
    const place = `${name}, piece ${texts.length},`;
    let [text, score, type] = ["", 0, NORMAL];
    setFields(field.bytes(), place, {
      1: (one) => void (text = one.text()),
      2: (one) => void (score = one.float()),
      3: (one) => void (type = one.int()),
    });
    if (!Number.isFinite(score)) throw invalidFile(place, `has the score ${score}; expected a number.`, { text });
    if (type < NORMAL || type > BYTE) throw invalidFile(place, `has the unknown type ${type}.`, { text });
    texts.push(text);
    scores.push(score);
    types.push(type);
  };
  setFields(bytes, name, {
    1: addPiece,
    2: (field) => setFields(field.bytes(), `${name}, trainer_spec,`, trainerSetters(trainer)),
    3: (field) => setFields(field.bytes(), `${name}, normalizer_spec,`, normalizerSetters(normalizer)),
    5: (field) => setFields(field.bytes(), `${name}, denormalizer_spec,`, normalizerSetters(denormalizer)),
  });
  if (texts.length === 0) throw invalidFile(name, "is not a SentencePiece model: it has no pieces.");
  if (trainer.modelType < UNIGRAM || trainer.modelType > CHAR)
    throw invalidFile(`${name}, trainer_spec,`, `has the unknown model type ${shown(trainer.modelType)}.`);
  return { texts, scores: Float32Array.from(scores), types: Uint8Array.from(types), trainer, normalizer, denormalizer };
}

function checkBytes(bytes: unknown, name: string): Uint8Array {
  if (!isUint8Array(bytes))
    throw invalidFile(name, `is ${describe(bytes)}; expected the bytes of a SentencePiece model, as a Uint8Array.`);
  if (isDetached(bytes))
    throw invalidFile(name, "is detached: its memory was transferred, to a worker for instance. Pass a copy.");
  if (bytes.length <= MAX_FILE_BYTES) return bytes;
  throw invalidFile(name, `has ${bytes.length} bytes; the largest that can be read has ${MAX_FILE_BYTES}.`);
}

function newNormalizer(): NormalizerSpec {
  return { charsmap: new Uint8Array(0), addsPrefix: true, removesExtraSpaces: true, escapesSpaces: true };
}

function normalizerSetters(spec: NormalizerSpec): Setters {
  return {
    2: (field) => void (spec.charsmap = field.bytes()),
    3: (field) => void (spec.addsPrefix = field.flag()),
    4: (field) => void (spec.removesExtraSpaces = field.flag()),
    5: (field) => void (spec.escapesSpaces = field.flag()),
  };
}

function trainerSetters(spec: TrainerSpec): Setters {
  return {
    3: (field) => void (spec.modelType = field.int()),
    24: (field) => void (spec.spaceIsSuffix = field.flag()),
    35: (field) => void (spec.byteFallback = field.flag()),
    44: (field) => void (spec.unkSurface = field.text()),
    45: (field) => void (spec.unk = field.text()),
    46: (field) => void (spec.bos = field.text()),
    47: (field) => void (spec.eos = field.text()),
    48: (field) => void (spec.pad = field.text()),
  };
}

function setFields(bytes: Uint8Array, place: string, setters: Setters): void {
  for (const field of wireFields(bytes, place)) setters[field.number]?.(field);
}
