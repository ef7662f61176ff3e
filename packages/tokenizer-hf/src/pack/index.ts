export { packTokenizer } from "./pack-tokenizer.ts";
export type { PackedModule, PackOptions } from "./pack-tokenizer.ts";
export { packPretrained } from "./pack-pretrained.ts";
export type { PackPretrainedOptions } from "./pack-pretrained.ts";
export type { TokenizerConfig } from "../fields/config.ts";
export { HfError } from "../errors.ts";
export type { HfErrorCode } from "../errors.ts";
