/**
 * The npm packages that are compared, each as the source of a module that uses it as its README
 * says, for one encoding. All modules have the same exports, so that every section, the cold start
 * and the bundle included, runs the same code:
 *
 * - `encode(text)`: ids of ordinary text, special tokens being text; `count(text)`: how many;
 * - `decode(ids)`: the text; `ownIds(int32Array)`: ids in the form that the package returns and takes.
 *
 * Vocabularies that a package builds in its constructor are built when the module is imported.
 *
 * A peer is `{ label, kind, encodings, source, bundleSource, packages, files, env }`: `packages` are to be
 * installed for an encoding, `files` are what its user has to have besides, `env` is the environment of its process.
 * `slow` peers make one turn, and on English only: they are far from being the fastest.
 */
import { aiTokenizer } from "./peers/ai-tokenizer.mjs";
import { gptTokenizer } from "./peers/gpt-tokenizer.mjs";
import { huggingFace } from "./peers/hugging-face.mjs";
import { hypertok } from "./peers/hypertok.mjs";
import { kitoken } from "./peers/kitoken.mjs";
import { jsTiktoken, tiktokenWasm } from "./peers/tiktoken.mjs";
import { windrow } from "./peers/windrow.mjs";

export const npmCandidates = [
  ...windrow,
  hypertok,
  gptTokenizer,
  aiTokenizer,
  tiktokenWasm,
  kitoken,
  jsTiktoken,
  huggingFace,
];
