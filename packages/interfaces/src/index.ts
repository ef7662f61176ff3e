/**
 * The contracts that the windrow packages share: types only, no code is emitted.
 *
 * Every contract is structural: an object of the right shape satisfies it, wherever it comes from,
 * so that two versions of a package, or a package and your own class, can be mixed.
 */
export type { TokenIds, Tokenizer, IdEncoder } from "./tokenizer.ts";
export type { Dataset, TokenSource, TokenWindow, WorkerModule } from "./dataset.ts";
export type { Batch, FloatTensor, IdTensor } from "./tensors.ts";
export type { RandomSource } from "./random.ts";
