/**
 * Which model speaks which encoding. Source: tiktoken/model.py of tiktoken 0.14.0 (August 2026), the
 * only place where OpenAI says it; every name and prefix in its order.
 *
 * Beyond it: fine-tuned models have the encoding of the model they are made from, as tiktoken has
 * it for gpt-4o (openai/tiktoken#329). Its "ft:gpt-4" would give `ft:gpt-4.1-...` the encoding of gpt-4.
 *
 * Not here, because no encoding is published for them as of 2026-11-22: gpt-6-*, gpt-realtime-*,
 * gpt-audio-*, gpt-image-*, codex-mini-latest, computer-use-preview.
 */
import { describe, didYouMean } from "@windrow/core";
import type { EncodingName } from "./encoding-definitions.ts";
import { BpeError } from "./errors.ts";

const MODELS_BY_ENCODING: Readonly<Partial<Record<EncodingName, readonly string[]>>> = {
  o200k_base: ["o1", "o3", "o4-mini", "gpt-5", "gpt-4.1", "gpt-4o"],
  cl100k_base: [
    "gpt-4",
    "gpt-3.5-turbo",
    "gpt-3.5",
    "gpt-35-turbo",
    "davinci-002",
    "babbage-002",
    "text-embedding-ada-002",
    "text-embedding-3-small",
    "text-embedding-3-large",
  ],
  p50k_base: [
    "text-davinci-003",
    "text-davinci-002",
    "code-davinci-002",
    "code-davinci-001",
    "code-cushman-002",
    "code-cushman-001",
    "davinci-codex",
    "cushman-codex",
  ],
  p50k_edit: ["text-davinci-edit-001", "code-davinci-edit-001"],
  r50k_base: [
    "text-davinci-001",
    "text-curie-001",
    "text-babbage-001",
    "text-ada-001",
    "davinci",
    "curie",
    "babbage",
    "ada",
    "text-similarity-davinci-001",
    "text-similarity-curie-001",
    "text-similarity-babbage-001",
    "text-similarity-ada-001",
    "text-search-davinci-doc-001",
    "text-search-curie-doc-001",
    "text-search-babbage-doc-001",
    "text-search-ada-doc-001",
    "code-search-babbage-code-001",
    "code-search-ada-code-001",
  ],
  gpt2: ["gpt2", "gpt-2"],
};

/** Dated, sized and fine-tuned names begin with one of these; the first that fits counts. */
const ENCODING_BY_PREFIX: readonly (readonly [prefix: string, EncodingName])[] = [
  ["o1-", "o200k_base"],
  ["o3-", "o200k_base"],
  ["o4-mini-", "o200k_base"],
  ["gpt-5", "o200k_base"],
  ["gpt-4.5-", "o200k_base"],
  ["gpt-4.1-", "o200k_base"],
  ["chatgpt-4o-", "o200k_base"],
  ["gpt-4o-", "o200k_base"],
  ["gpt-4-", "cl100k_base"],
  ["gpt-3.5-turbo-", "cl100k_base"],
  ["gpt-35-turbo-", "cl100k_base"],
  ["gpt-oss-", "o200k_harmony"],
  ["ft:gpt-4o", "o200k_base"],
  ["ft:gpt-4.1", "o200k_base"], // beyond tiktoken, as the next
  ["ft:o4-mini", "o200k_base"],
  ["ft:gpt-4", "cl100k_base"],
  ["ft:gpt-3.5-turbo", "cl100k_base"],
  ["ft:davinci-002", "cl100k_base"],
  ["ft:babbage-002", "cl100k_base"],
];

const ENCODING_BY_MODEL: ReadonlyMap<string, EncodingName> = new Map(
  Object.entries(MODELS_BY_ENCODING).flatMap(([encoding, models]) =>
    models.map((model): [string, EncodingName] => [model, encoding as EncodingName]),
  ),
);

/** Names that a mistyped one may have meant, beside those in the table: they are known by their prefixes. */
const OFTEN_MEANT = [
  "gpt-5-mini",
  "gpt-4.1-mini",
  "gpt-4o-mini",
  "gpt-4-turbo",
  "chatgpt-4o-latest",
  "o1-mini",
  "o3-mini",
  "gpt-oss-20b",
  "gpt-oss-120b",
];

/**
 * The encoding of an OpenAI model, dated (`gpt-4o-2024-05-13`), sized (`gpt-5-mini`) and fine-tuned
 * (`ft:gpt-4o:...`) names included. As in tiktoken, a name that only begins as a known one
 * (`gpt-5-anything`) is taken for it.
 * @throws BpeError BPE_UNKNOWN_MODEL naming near names
 * @example
 * encodingNameForModel("gpt-oss-20b"); // "o200k_harmony"
 */
export function encodingNameForModel(model: string): EncodingName {
  const encoding = findEncodingName(model);
  if (encoding !== undefined) return encoding;
  throw new BpeError(
    "BPE_UNKNOWN_MODEL",
    `Unknown model ${describe(model)}. ${hintAtModels(model)}If you know its encoding, use getEncoding(name).`,
    { model },
  );
}

/** The encoding of a model, or undefined where it is unknown or no text. */
export function findEncodingName(model: string): EncodingName | undefined {
  if (typeof model !== "string") return undefined;
  return ENCODING_BY_MODEL.get(model) ?? ENCODING_BY_PREFIX.find(([prefix]) => model.startsWith(prefix))?.[1];
}

/** "Did you mean ...? " with up to three models that a mistyped name may have meant, or nothing. */
export function hintAtModels(model: string): string {
  const hint = typeof model === "string" ? didYouMean(model, [...ENCODING_BY_MODEL.keys(), ...OFTEN_MEANT]) : "";
  return hint && `${hint} `;
}
