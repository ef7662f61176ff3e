/**
 * Where candidates run: a Node, or Chromium.
 *
 * A runtime is `{ node, makeEntry(peer, encoding), command(entry, program) }`. `makeEntry` makes the module, or the
 * bundle, with which a program of candidates/tokenizers is started; `node` is the program that runs modules.
 */
import { join } from "node:path";
import { bundleOf } from "./bundles.mjs";
import { writeEntry } from "./entries.mjs";
import { cache } from "./vocabularies/rank-tables.mjs";

const programs = join(import.meta.dirname, "../candidates/tokenizers");

export function nodeRuntime(node) {
  return {
    node,
    makeEntry: (peer, encoding) => writeEntry(peer, encoding, peer.source(encoding)),
    command: (entry, program) => [node, join(programs, `${program}.mjs`), entry],
  };
}

/** The page's main thread of a headless Chromium; it knows the program `encode` alone. */
export const chromiumRuntime = {
  node: process.execPath,
  async makeEntry(peer, encoding) {
    const folder = join(cache, `${peer.label.replaceAll(/\W+/g, "-")}.${encoding}.bundle`);
    await bundleOf(peer, encoding, folder);
    return folder;
  },
  command: (entry, program) => [process.execPath, join(programs, `${program}-in-chromium.mjs`), entry],
};
