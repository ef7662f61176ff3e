/** What `gpt-tokenizer/mapping` exports: encodings, models, and how a model's chats are written. */
import { MODELS } from "./model-table.ts";
import { ImSep } from "./specialTokens.ts";

/** The encoding of GPT-3.5 and GPT-4. */
export const cl100k_base = "cl100k_base";
/** The encoding of GPT-2, the same ids as r50k_base. */
export const gpt2 = "gpt2";
/** The encoding of text-davinci-003 and of Codex. */
export const p50k_base = "p50k_base";
/** The encoding of models that edit. */
export const p50k_edit = "p50k_edit";
/** The encoding of GPT-3. */
export const r50k_base = "r50k_base";
/** The encoding of GPT-4o and later models. */
export const o200k_base = "o200k_base";
/** The encoding of gpt-oss. */
export const o200k_harmony = "o200k_harmony";

/** The encoding of models that `modelToEncodingMap` does not have. */
export const DEFAULT_ENCODING = "o200k_base";

/** The name of an encoding. */
export type EncodingName = keyof typeof MODELS;

/** Every encoding, in the original's order. */
export const encodingNames: readonly [
  "gpt2",
  "p50k_base",
  "r50k_base",
  "p50k_edit",
  "cl100k_base",
  "o200k_base",
  "o200k_harmony",
] = [gpt2, p50k_base, r50k_base, p50k_edit, cl100k_base, o200k_base, o200k_harmony];

type Groups = (typeof MODELS)[EncodingName];
type NamesIn<Kind extends keyof Groups> = Groups extends infer Group
  ? Group extends Record<Kind, readonly (infer Name extends string)[]>
    ? Name
    : never
  : never;

/** A model whose chats can be encoded. */
export type ChatModelName = NamesIn<"chat" | "functions">;

/** A model that has a module of its own: `gpt-tokenizer/model/NAME`. */
export type ModelName = NamesIn<"other" | "chat" | "functions">;

/** What stands in a chat besides the special tokens. */
export interface ChatParameters {
  /** Behind each message. */
  messageSeparator: string;
  /** Between a message's role and its content. */
  roleSeparator: string;
}

/** The encoding of each model that does not have the default one. */
export const modelToEncodingMap: Record<ModelName, EncodingName> = Object.fromEntries(
  encodingNames
    .filter((encoding) => encoding !== DEFAULT_ENCODING)
    .flatMap((encoding) => namesOf(encoding).map((name) => [name, encoding])),
) as Record<ModelName, EncodingName>;

/** How the chats of each model that has any are written. */
export const chatModelParams: Record<ChatModelName, ChatParameters> = Object.fromEntries(
  encodingNames
    .flatMap((encoding) => [...MODELS[encoding].chat, ...MODELS[encoding].functions])
    .map((name: string) => [name, chatParametersOf(name)]),
) as Record<ChatModelName, ChatParameters>;

function namesOf(encoding: EncodingName): readonly ModelName[] {
  return Object.values(MODELS[encoding]).flat();
}

/** ChatML as gpt-3.5-turbo-0301 has it, or as gpt-4-0314 and later models do. */
function chatParametersOf(model: string): ChatParameters {
  return model.startsWith("gpt-3.5")
    ? { messageSeparator: "\n", roleSeparator: "\n" }
    : { messageSeparator: "", roleSeparator: ImSep };
}
