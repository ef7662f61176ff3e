/**
 * Makes what the package carries from its development dependencies: the merges of the four
 * vocabularies (from js-tiktoken's rank tables) and Unicode's character classes; and the bytes of
 * assembly/engine.wasm. Part of the build; nothing that it writes is committed.
 *
 * Each is one module of one ASCII string, so that it works wherever a module can be imported.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import cl100k from "js-tiktoken/ranks/cl100k_base";
import o200k from "js-tiktoken/ranks/o200k_base";
import p50k from "js-tiktoken/ranks/p50k_base";
import r50k from "js-tiktoken/ranks/r50k_base";
import { packEngine } from "./pack-engine.mjs";
import { packClasses } from "./pack-classes.mjs";
import { packFinerClasses } from "./pack-finer-classes.mjs";
import { packMerges } from "./pack-merges.mjs";
import { packProperties } from "./pack-properties.mjs";
import { checkRanks, readRanks } from "./ranks.mjs";

const folder = new URL("../src/packed/", import.meta.url);
mkdirSync(folder, { recursive: true });

for (const [name, table] of Object.entries({ r50k, p50k, cl100k, o200k })) {
  const tokens = readRanks(table);
  checkRanks(name, tokens);
  write(name, packMerges(tokens));
}
write("unicode-classes", packClasses(createRequire(import.meta.url)));
write("finer-classes", packFinerClasses(createRequire(import.meta.url)));
write("properties", packProperties(createRequire(import.meta.url)));
for (const name of ["engine", "lists"])
  write(name, packEngine(readFileSync(new URL(`../assembly/${name}.wasm`, import.meta.url))));

/** Writes a module with a string as its only export. The string has no quote and no backslash. */
function write(name, packed) {
  writeFileSync(new URL(`${name}.js`, folder), `export const packed = "${packed}";\n`);
  writeFileSync(new URL(`${name}.d.ts`, folder), "export declare const packed: string;\n");
}
