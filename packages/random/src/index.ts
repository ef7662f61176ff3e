export { Generator } from "./generator.ts";
export { defaultGenerator, manualSeed, withDefaultGenerator } from "./default-generator.ts";
export type { FloatArrays, FloatDtype } from "./fill-target.ts";
export type { GeneratorState } from "./generator-state.ts";
export { RandomError } from "./errors.ts";
export type { RandomErrorCode } from "./errors.ts";
