/** Programs written for the original's types: they type-check against what is published. `tsc` is the judge of it. */
import { expectTypeOf, test } from "vitest";
import type main from "@windrow/gpt-tokenizer";
import type { decodeAsyncGenerator, encode, encodeGenerator, isWithinTokenLimit } from "@windrow/gpt-tokenizer";
import type {
  ChatCompletionRequest,
  ChatMessage,
  CostEstimate,
  EncodeChatOptions,
  EncodeOptions,
  GptEncoding,
} from "@windrow/gpt-tokenizer/GptEncoding";
import type { encodeChat as encodeChatOfHarmony } from "@windrow/gpt-tokenizer/encoding/o200k_harmony";
import type { ChatModelName, EncodingName, ModelName } from "@windrow/gpt-tokenizer/mapping";
import type gpt4o from "@windrow/gpt-tokenizer/model/gpt-4o";
import type { countChatCompletionTokens, encodeChat } from "@windrow/gpt-tokenizer/model/gpt-4o";
import type { encode as encodeOfAda } from "@windrow/gpt-tokenizer/model/ada";
import type { ModelSpec, PriceData } from "@windrow/gpt-tokenizer/modelTypes";
import type { resolveEncoding } from "@windrow/gpt-tokenizer/resolveEncoding";

test("functions", () => {
  expectTypeOf<typeof main>().toEqualTypeOf<GptEncoding>();
  expectTypeOf<typeof gpt4o>().toEqualTypeOf<GptEncoding>();
  expectTypeOf<typeof encode>().toEqualTypeOf<(text: string, options?: EncodeOptions) => number[]>();
  expectTypeOf<typeof encodeOfAda>().toEqualTypeOf<typeof encode>();
  expectTypeOf<ReturnType<typeof encodeGenerator>>().toEqualTypeOf<Generator<number[], number, undefined>>();
  expectTypeOf<ReturnType<typeof decodeAsyncGenerator>>().toEqualTypeOf<AsyncGenerator<string, void>>();
  expectTypeOf<ReturnType<typeof isWithinTokenLimit>>().toEqualTypeOf<false | number>();
  expectTypeOf<typeof encodeChatOfHarmony>().toEqualTypeOf<typeof encodeChat>();
  expectTypeOf<Parameters<typeof countChatCompletionTokens>>().toEqualTypeOf<[request: ChatCompletionRequest]>();
  expectTypeOf<(typeof gpt4o)["countChatCompletionTokens"]>().toEqualTypeOf<
    ((request: ChatCompletionRequest) => number) | undefined
  >();
  expectTypeOf<typeof resolveEncoding>().returns.items.toEqualTypeOf<string | readonly number[]>();
});

test("options and names", () => {
  expectTypeOf<"gpt-4o" | "gpt-oss-20b">().toExtend<ChatModelName>();
  expectTypeOf<ChatModelName | "text-embedding-3-small" | "ada">().toExtend<ModelName>();
  expectTypeOf<"text-embedding-3-small">().not.toExtend<ChatModelName>();
  expectTypeOf<"o100k_base">().not.toExtend<EncodingName>();
  expectTypeOf<{ allowedSpecial: Set<string>; disallowedSpecial: "all" }>().toExtend<EncodeOptions>();
  expectTypeOf<{ primeWithAssistantResponse: "" }>().toExtend<EncodeChatOptions>();
  expectTypeOf<{ readonly role: "user"; readonly content: string }>().toExtend<ChatMessage>();
  expectTypeOf<{ role: "tool"; content: string; terminator: "<|call|>" }>().toExtend<ChatMessage>();
  expectTypeOf<{ content: null }>().not.toExtend<ChatMessage>();
  expectTypeOf<ModelSpec["price_data"]>().toEqualTypeOf<PriceData | undefined>();
  expectTypeOf<{ input: number }>().toExtend<CostEstimate>();
});
