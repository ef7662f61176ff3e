export { Embedding } from "./embedding.ts";
export type { EmbeddingOptions, PretrainedOptions } from "./embedding.ts";
export { InputEmbedding } from "./input-embedding.ts";
export type { InputEmbeddingOptions } from "./input-embedding.ts";
export type { ForwardOptions } from "./gather-layer.ts";
export { EmbeddingsError } from "./errors.ts";
export type { EmbeddingsErrorCode } from "./errors.ts";
