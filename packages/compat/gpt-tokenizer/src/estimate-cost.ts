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
  const prices = modelSpec.price_data;
  if (!prices) throw noPrices(`No cost information available for model: ${nameOf(modelSpec)}`);
  const { main, batch } = prices;
  const millions = tokenCount / 1_000_000;
  const costs: PriceData = {};
  if (main) costs.main = costsOf(main, millions);
  if (batch) costs.batch = costsOf(batch, millions);
  return costs;
}

/** A price that is missing stays missing. */
function costsOf({ input, output, cached_input, cached_output }: Prices, millions: number): Prices {
  return {
    input: input && input * millions,
    output: output && output * millions,
    cached_input: cached_input && cached_input * millions,
    cached_output: cached_output && cached_output * millions,
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
