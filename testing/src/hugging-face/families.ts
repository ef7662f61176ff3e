/** Cut-down tokenizer.json files of model families, with Hugging Face's own answers: fixtures of tokenizer-hf (families.py there). */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

export interface Family {
  readonly name: string;
  /** The whole tokenizer.json. */
  readonly json: object;
  readonly encode: readonly {
    readonly text: string;
    readonly ids: readonly number[];
    readonly starts: readonly number[];
    readonly ends: readonly number[];
    readonly withSpecials: readonly number[];
    /** With special tokens as text. */
    readonly asText: readonly number[];
    readonly decode: string;
    readonly decodeSkip: string;
  }[];
}

const FILE = new URL("../../../packages/tokenizer-hf/test/fixtures/families.json.gz", import.meta.url);

export function modelFamilies(): readonly Family[] {
  return JSON.parse(gunzipSync(readFileSync(FILE)).toString()) as Family[];
}

/** @throws where there is none of this name */
export function modelFamily(name: string): Family {
  const found = modelFamilies().find((family) => family.name === name);
  if (found === undefined) throw new Error(`no family ${name}`);
  return found;
}

/** A cut-down tekken.json of Mistral's, with tiktoken's answers (tekken.py there). */
export function tekkenFile(): {
  readonly json: object;
  readonly encode: readonly Pick<Family["encode"][number], "text" | "ids">[];
} {
  return JSON.parse(gunzipSync(readFileSync(new URL("tekken.json.gz", FILE))).toString()) as ReturnType<
    typeof tekkenFile
  >;
}

/** A small SentencePiece model, BPE with bytes and without a character map, with sentencepiece's answers (sentence-piece-models.py there). */
export function sentencePieceFile(): {
  readonly model: Uint8Array;
  readonly encode: readonly Pick<Family["encode"][number], "text" | "ids">[];
} {
  const file = new URL("sentence-piece-models.json.gz", FILE);
  const { models } = JSON.parse(gunzipSync(readFileSync(file)).toString()) as {
    readonly models: readonly { name: string; model: string; encode: readonly Family["encode"][number][] }[];
  };
  const { model, encode } = models.find(({ name }) => name === "bpe, bytes")!;
  return { model: Buffer.from(model, "base64"), encode };
}
