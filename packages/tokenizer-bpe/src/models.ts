/**
 * Which model speaks which encoding. Source: tiktoken/model.py of tiktoken 0.14.0 (August 2026), the
 * only place where OpenAI says it for all; every name and prefix in its order.
 *
 * Beyond it, each by what OpenAI says elsewhere:
 * - Fine-tuned models have the encoding of the model they are made from, as tiktoken has it for gpt-4o
 *   (openai/tiktoken#329). Its "ft:gpt-4" would give `ft:gpt-4.1-...` the encoding of gpt-4.
 * - codex-mini-latest is "a fine-tuned version of o4-mini" (developers.openai.com/api/docs/models/codex-mini-latest,
 *   2026).
 * - Embedding models of the first generation, "those ending in -001", speak what GPT-3 speaks (OpenAI's guide to
 *   embeddings, 2022 and 2023); tiktoken names half of each pair: those of documents and of code, not of queries and
 *   of text.
 * - Providers put their names before OpenAI's: `openai/gpt-4o`, `azure/gpt-35-turbo`, `@cf/openai/gpt-oss-20b`.
 *
 * Families without a published encoding as of December 2026 are in UNPUBLISHED; their errors say so.
 */
import { describe, nearestNames } from "@windrow/core";
import type { EncodingName } from "./encoding-definitions.ts";
import { BpeError } from "./errors.ts";

const MODELS_BY_ENCODING: Readonly<Partial<Record<EncodingName, readonly string[]>>> = {
  o200k_base: ["o1", "o3", "o4-mini", "gpt-5", "gpt-4.1", "gpt-4o", "codex-mini-latest"],
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
    // Beyond tiktoken, as are the next five.
    "text-search-davinci-query-001",
    "text-search-curie-query-001",
    "text-search-babbage-query-001",
    "text-search-ada-query-001",
    "code-search-babbage-text-001",
    "code-search-ada-text-001",
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
  ["ft:gpt-4.1", "o200k_base"], // beyond tiktoken, as is the next
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

/** Beginnings of models' names whose encoding OpenAI has not published, by its list of models of December 2026. */
const UNPUBLISHED = [
  "gpt-6",
  "gpt-realtime",
  "gpt-audio",
  "gpt-live",
  "gpt-transcribe",
  "gpt-image",
  "chatgpt-image",
  "chat-latest",
  "daybreak",
  "computer-use-preview",
  "dall-e",
  "sora",
  "tts",
  "whisper",
  "omni-moderation",
  "text-moderation",
];

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

/** What providers put before OpenAI's name of a model. */
const PROVIDER = /^(?:[@\w.-]+\/)*(?:openai|azure)[/:.]/;

/**
 * The encoding of an OpenAI model: dated (`gpt-4o-2024-05-13`), sized (`gpt-5-mini`) and fine-tuned
 * (`ft:gpt-4o:...`) names included, those of Azure (`gpt-35-turbo`), and those with a provider before them
 * (`openai/gpt-4o`). As in tiktoken, a name that only begins like a known one (`gpt-5-anything`) is taken for it.
 * @throws BpeError BPE_UNKNOWN_MODEL naming near names, or that OpenAI has not published the encoding: its fields
 *   `near` and `isUnpublished`
 * @example
 * encodingNameForModel("gpt-oss-20b"); // "o200k_harmony"
 */
export function encodingNameForModel(model: string): EncodingName {
  const encoding = findEncodingName(model);
  if (encoding !== undefined) return encoding;
  if (isUnpublished(model))
    throw new BpeError(
      "BPE_UNKNOWN_MODEL",
      `OpenAI has not published the encoding of ${describe(model)}. If you know it, use getEncoding(name).`,
      { model, near: [], isUnpublished: true },
    );
  throw new BpeError(
    "BPE_UNKNOWN_MODEL",
    `Unknown model ${describe(model)}. ${hintAtModels(model)}If you know its encoding, use getEncoding(name).`,
    { model, near: nearModels(model), isUnpublished: false },
  );
}

/** The encoding of a model, or undefined where it is unknown or not a string. */
export function findEncodingName(model: string): EncodingName | undefined {
  if (typeof model !== "string") return undefined;
  return encodingOf(model) ?? encodingOf(withoutProvider(model));
}

/** OpenAI's name of a model, without the provider's before it. */
export function withoutProvider(model: string): string {
  return model.replace(PROVIDER, "");
}

function encodingOf(model: string): EncodingName | undefined {
  return ENCODING_BY_MODEL.get(model) ?? ENCODING_BY_PREFIX.find(([prefix]) => model.startsWith(prefix))?.[1];
}

function isUnpublished(model: string): boolean {
  if (typeof model !== "string") return false;
  const name = withoutProvider(model);
  return UNPUBLISHED.some((family) => name === family || name.startsWith(`${family}-`));
}

/** "Did you mean ...? " with up to three models that a mistyped name may have meant, or nothing. */
export function hintAtModels(model: string): string {
  const near = nearModels(model).map((name) => `"${name}"`);
  return near.length === 0 ? "" : `Did you mean ${near.join(" or ")}? `;
}

function nearModels(model: string): string[] {
  if (typeof model !== "string") return [];
  return nearestNames(withoutProvider(model), [...ENCODING_BY_MODEL.keys(), ...OFTEN_MEANT]);
}
