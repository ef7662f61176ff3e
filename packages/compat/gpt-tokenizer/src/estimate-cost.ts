/** Costs by prices that the caller brings: this package has no price table, which would be wrong by next month. */
import { describe } from "@windrow/core";
import { GptTokenizerError, withAdvice } from "./errors.ts";
import type { ModelSpec, PriceData } from "./modelTypes.ts";

type Prices = NonNullable<PriceData["main"]>;

/**
 * What a number of tokens costs, in the unit of the prices.
 * @param modelSpec its `price_data` has prices for a million tokens
 * @throws GptTokenizerError GPT_NO_PRICES where there is none
 */
export function estimateCost(tokenCount: number, modelSpec: ModelSpec | undefined, modelName?: string): PriceData {
  if (!modelSpec) {
    throw noPrices(
      modelName === undefined
        ? "Model spec must be provided either during initialization or passed in to the method."
        : `No cost information available for model: ${modelName}`,
    );
  }
  const { main, batch } = modelSpec.price_data ?? {};
  if (!modelSpec.price_data) throw noPrices(`No cost information available for model: ${nameOf(modelSpec)}`);
  const millions = tokenCount / 1_000_000;
  return {
    ...(main && { main: costsOf(main, millions) }),
    ...(batch && { batch: costsOf(batch, millions) }),
  };
}

/** A price that is missing stays missing. */
function costsOf(prices: Prices, millions: number): Prices {
  const cost = (price: number | undefined): number | undefined => price && price * millions;
  return {
    input: cost(prices.input),
    output: cost(prices.output),
    cached_input: cost(prices.cached_input),
    cached_output: cost(prices.cached_output),
  };
}

function nameOf({ name }: ModelSpec): string {
  return typeof name === "string" ? name : describe(name);
}

function noPrices(message: string): GptTokenizerError {
  const advice =
    "@windrow/gpt-tokenizer has no price table. Pass prices for a million tokens as the second argument: " +
    'estimateCost(tokenCount, { name: "my-model", price_data: { main: { input: 1, output: 4 } }, ... }).';
  return new GptTokenizerError("GPT_NO_PRICES", withAdvice(message, advice));
}
