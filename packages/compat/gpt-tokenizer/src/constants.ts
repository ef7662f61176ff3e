/** The constants of `gpt-tokenizer/constants`, by the original's names. */

/** For `allowedSpecial` and `disallowedSpecial`: every special token of the encoding. */
export const ALL_SPECIAL_TOKENS = "all";

/** The original's default for its cache of merges; there is no such cache here. */
export const DEFAULT_MERGE_CACHE_SIZE = 100_000;
