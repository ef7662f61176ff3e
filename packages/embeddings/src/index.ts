export { Embedding } from "./embedding.ts";
export type { EmbeddingOptions, LoadOptions, PretrainedOptions } from "./embedding.ts";
export { InputEmbedding } from "./input-embedding.ts";
export type { InputEmbeddingOptions, InputForwardOptions, LoadInputOptions, Positional } from "./input-embedding.ts";
export type { EmbeddingsTensor, ForwardOptions } from "./forward/gather-layer.ts";
export type { PositionOptions } from "./graph/graph-positions.ts";
export type { SaveOptions, WeightSource } from "./saved-embedding.ts";
export { EmbeddingsError } from "./errors.ts";
export type { EmbeddingsErrorCode } from "./errors.ts";
