export { Generator } from "./generator.ts";
export type { FloatArrays, FloatDtype, GeneratorState } from "./generator.ts";
export { RandomError } from "./errors.ts";
export type { RandomErrorCode } from "./errors.ts";
