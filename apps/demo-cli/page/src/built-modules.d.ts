/** Modules that only the build knows. */

/** The one encoding that a worker is for: page/build.mjs gives it. */
declare module "windrow:encoding" {
  export const tokenizer: import("@windrow/tokenizer-bpe").BpeTokenizer;
}

/** Style sheets, which the build puts into the page. */
declare module "*.css" {}
