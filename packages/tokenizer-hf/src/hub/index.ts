export { fromPretrained, pretrainedFiles } from "./from-pretrained.ts";
export type { FromPretrainedOptions } from "./hub-options.ts";
export { HfError } from "../errors.ts";
export type { HfErrorCode } from "../errors.ts";
