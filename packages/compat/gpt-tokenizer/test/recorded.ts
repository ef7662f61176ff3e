/** What gpt-tokenizer answered, as fixtures/record.mjs has recorded it. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { ChatCompletionRequest, ChatMessage, EncodeChatOptions } from "../src/function-types.ts";
import type { ChatModelName, EncodingName } from "../src/mapping.ts";
import type { PriceData } from "../src/modelTypes.ts";

type Texts = readonly (readonly [text: string, ids: number[]])[];

interface Recorded {
  readonly exports: readonly { readonly names: string; readonly entries: readonly string[] }[];
  readonly modelToEncodingMap: object;
  readonly chatModelParams: object;
  readonly vocabularySizes: Readonly<Record<EncodingName, number>>;
  readonly texts: Readonly<Record<EncodingName, Texts>>;
  readonly chats: readonly {
    readonly chat: ChatMessage[];
    readonly options?: EncodeChatOptions;
    readonly ids: readonly { readonly models: ChatModelName[]; readonly pieces: number[][] }[];
  }[];
  readonly functions: readonly { readonly request: ChatCompletionRequest; readonly tokens: number }[];
  readonly cost: { readonly prices: PriceData; readonly tokens: number; readonly costs: PriceData };
  readonly errors: readonly (readonly [what: string, message: string])[];
}

export const recorded: Recorded = readFixture<Recorded>("gpt-tokenizer.json");

/** A file of this folder's fixtures. */
export function readFixture<T>(name: string): T {
  return JSON.parse(readFileSync(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)), "utf8")) as T;
}

/** What a call throws. */
export function errorOf(call: () => unknown): Error {
  try {
    call();
  } catch (error) {
    return error as Error;
  }
  throw new Error("It did not fail");
}
