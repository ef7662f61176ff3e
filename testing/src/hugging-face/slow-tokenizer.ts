/**
 * A tokenizer.json as Hugging Face's library reads it, step by step and slowly: added tokens, pre-tokenizer, merges
 * by lowest rank, decoder. An oracle for fast readers of byte-level BPE, with nothing in common with them.
 * Follows huggingface/tokenizers 0.23; testing/fixtures/hugging-face has its answers, against which this is tested.
 *
 * A file that the library refuses is Refused; what is not written out here (normalizers, other models and
 * decoders) is Unknown. One difference is meant: a byte order mark before the JSON is let pass.
 */
import { AddedTokens } from "./added-tokens.ts";
import { fieldOf, isBoolean, isJsonObject, isText, isWellFormed, type Json, Refused, Unknown } from "./outcome.ts";
import { SlowBpe } from "./slow-bpe.ts";
import { type CharacterClasses, slowPattern } from "./slow-pattern.ts";

export interface SlowTokenizer {
  /** The ids of a text without what a post_processor adds; special tokens in it are read as such. */
  encode(text: string): number[];
  /** The text of ids, special tokens included; ids that no token has are skipped. */
  decode(ids: readonly number[]): string;
  /** Largest id + 1. */
  readonly size: number;
}

type Cut = (piece: string) => string[];

const GPT2 = String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`;
const FIELDS = "version truncation padding added_tokens normalizer pre_tokenizer post_processor decoder model".split(
  " ",
);

/** GPT-2's printable characters for bytes, in the order of the bytes. */
const CHARACTERS: readonly string[] = (() => {
  let next = 256;
  const prints = (byte: number): boolean => (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 255 && byte !== 173);
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(prints(byte) ? byte : next++));
})();
const BYTES = new Map(CHARACTERS.map((character, byte) => [character, byte]));

/** @throws Refused, Unknown */
export function readSlowly(json: string, classes: CharacterClasses): SlowTokenizer {
  let file: unknown;
  try {
    file = JSON.parse(json.replace(/^\ufeff/, ""), (key, value: unknown) => {
      if (!isWellFormed(key) || (typeof value === "string" && !isWellFormed(value))) throw new Error("half a pair");
      return value;
    });
  } catch (error) {
    throw new Refused(`not JSON: ${(error as Error).message}`);
  }
  if (!isJsonObject(file)) throw new Refused("not an object");
  for (const field of Object.keys(file)) if (!FIELDS.includes(field)) throw new Refused(`the field ${field}`);
  if ((file["version"] ?? "1.0") !== "1.0" || file["version"] === null) throw new Refused("the version");
  if (!isJsonObject(file["model"])) throw new Refused("no model");
  checkNothing(file);
  const model = new SlowBpe(file["model"]);
  const added = new AddedTokens(file["added_tokens"], model);
  const cut = cutterOf(file["pre_tokenizer"] ?? null, classes);
  const decode = decoderOf(file["decoder"] ?? null);
  return {
    encode: (text) =>
      added
        .cut(text)
        .flatMap((section) =>
          section.id === undefined ? cut(section.text).flatMap((word) => model.encode(word)) : [section.id],
        ),
    decode: (ids) =>
      decode(ids.map((id) => added.names.get(id) ?? model.names.get(id)).filter((one) => one !== undefined)),
    size: Math.max(-1, ...model.names.keys(), ...added.names.keys()) + 1,
  };
}

/** What does not bear on the ids of a text, or is not known here. */
function checkNothing(file: Json): void {
  const normalizer = file["normalizer"] ?? null;
  if (normalizer !== null && !(isJsonObject(normalizer) && isEmpty(normalizer["normalizers"])))
    throw new Unknown("a normalizer");
  for (const field of ["truncation", "padding"]) if ((file[field] ?? null) !== null) throw new Unknown(field);
  const processor = file["post_processor"] ?? null;
  if (processor !== null && !isByteLevel(processor)) throw new Unknown("a post_processor");
}

function isEmpty(steps: unknown): boolean {
  return Array.isArray(steps) && steps.length === 0;
}

function isByteLevel(step: unknown): step is Json {
  return (
    isJsonObject(step) &&
    step["type"] === "ByteLevel" &&
    ["add_prefix_space", "trim_offsets"].every((flag) => typeof step[flag] === "boolean") &&
    ["boolean", "undefined"].includes(typeof step["use_regex"])
  );
}

function cutterOf(step: unknown, classes: CharacterClasses): Cut {
  if (step === null) return (piece) => [piece];
  if (!isJsonObject(step)) throw new Refused("a pre_tokenizer that is not an object");
  if (step["type"] === "Sequence") {
    const steps = fieldOf(step, "pretokenizers", Array.isArray).map((one) => {
      if (one === null) throw new Refused("a step that is null");
      return cutterOf(one, classes);
    });
    // Each step sees each piece as a whole text.
    return (piece) => steps.reduce((pieces, cut) => pieces.flatMap(cut), [piece]);
  }
  if (step["type"] === "ByteLevel") return byteLevel(step, classes);
  if (step["type"] === "Split") return splitter(step, classes);
  if (step["type"] === "WhitespaceSplit") return (piece) => piece.split(/\s+/).filter((word) => word !== "");
  throw new Unknown(`a pre_tokenizer ${String(step["type"])}`);
}

function byteLevel(step: Json, classes: CharacterClasses): Cut {
  if (fieldOf(step, "add_prefix_space", isBoolean)) throw new Unknown("add_prefix_space");
  fieldOf(step, "trim_offsets", isBoolean);
  const cut: Cut = fieldOf(step, "use_regex", isBoolean, true)
    ? isolated(slowPattern(GPT2, classes))
    : (piece) => [piece];
  return (piece) => cut(piece).map((word) => Array.from(Buffer.from(word), (byte) => CHARACTERS[byte]!).join(""));
}

function splitter(step: Json, classes: CharacterClasses): Cut {
  const pattern = fieldOf(step, "pattern", isJsonObject);
  const [[kind, source] = [], more] = Object.entries(pattern);
  if ((kind !== "Regex" && kind !== "String") || !isText(source) || more !== undefined) throw new Refused("a pattern");
  const behavior = fieldOf(step, "behavior", isText);
  const invert = fieldOf(step, "invert", isBoolean);
  if (!["Isolated", "Removed", "MergedWithPrevious", "MergedWithNext", "Contiguous"].includes(behavior))
    throw new Refused(`the behavior ${behavior}`);
  const find = slowPattern(kind === "Regex" ? source : source.replace(/[\\.+*?()|[\]{}^$#&\-~]/g, "\\$&"), classes);
  if (behavior === "Isolated") return isolated(find);
  if (behavior === "Removed")
    return (piece) => partsOf(piece, find).flatMap(([part, isMatch]) => (isMatch === invert ? [part] : []));
  throw new Unknown(`the behavior ${behavior}`);
}

function isolated(find: (text: string) => [number, number][]): Cut {
  return (piece) => partsOf(piece, find).map(([part]) => part);
}

/** What matches and what lies between, in their order. Empty ones are none. */
function partsOf(piece: string, find: (text: string) => [number, number][]): [part: string, isMatch: boolean][] {
  const points = [...piece];
  const parts: [string, boolean][] = [];
  let done = 0;
  for (const [start, end] of find(piece)) {
    parts.push([points.slice(done, start).join(""), false], [points.slice(start, end).join(""), true]);
    done = end;
  }
  parts.push([points.slice(done).join(""), false]);
  return parts.filter(([part]) => part !== "");
}

function decoderOf(decoder: unknown): (tokens: readonly string[]) => string {
  if (decoder === null) return (tokens) => tokens.join(" ");
  if (!isJsonObject(decoder)) throw new Refused("a decoder that is not an object");
  if (decoder["type"] !== "ByteLevel") throw new Unknown(`a decoder ${String(decoder["type"])}`);
  if (!isByteLevel(decoder)) throw new Refused("a decoder that lacks fields");
  return (tokens) => {
    const bytes = tokens.flatMap((token) => {
      const known = [...token].map((character) => BYTES.get(character));
      return known.every((byte) => byte !== undefined) ? known : [...Buffer.from(token)];
    });
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(bytes));
  };
}
