/**
 * Usage: node candidates/stand-ins.mjs ORIGINAL IMPORTED ROUNDS TEXT...
 *
 * IMPORTED is the original or its stand-in. Prints one JSON line: `load`, milliseconds from the import to the ids of one
 * letter, `calls`: for each text, whole and line by line, and each function, milliseconds of each round and a digest, and
 * `others`: the same for what takes no text, per call.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { PACKAGES } from "../stand-ins/packages.mjs";
import { partOf } from "../tokenizers-hf/texts.mjs";
import { clock } from "./tokenizers/clock.mjs";

const [original, imported, rounds, ...files] = process.argv.slice(2);

const begin = clock.all();
const api = await import(imported);
const functions = PACKAGES[original].open(api);
functions.encode("a");
const load = clock.all() - begin;

const calls = files.flatMap((file, text) => {
  const part = partOf(readFileSync(file, "utf8"));
  return [
    { form: "whole", parts: [part] },
    { form: "lines", parts: part.split("\n").filter((line) => line !== "") },
  ].flatMap(({ form, parts }) =>
    Object.keys(functions).map((name) => ({ text, form, name, ...measured(name, parts) })),
  );
});
const entry = (subpath) => import(`${imported}${subpath}`);
const others = Object.entries(await PACKAGES[original].openOthers(api, entry)).map(([name, { times, call }]) => {
  const { milliseconds, digest } = timed(() => {
    let result;
    for (let i = 0; i < times; i++) result = call();
    return [result];
  });
  return { name, digest, milliseconds: milliseconds.map((all) => all / times) };
});
console.log(JSON.stringify({ load, calls, others }));

function measured(name, parts) {
  const call = functions[name];
  // In what the package returns, which its users hand back to it.
  const inputs = parts.map((part) => [part, functions.encode(part)]);
  const bytes = parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  return { ...timed(() => inputs.map(([part, ids]) => call(part, ids))), bytes };
}

/** Rounds of some work, and the digest of its results. */
function timed(work) {
  const milliseconds = [];
  let digest;
  for (let round = -2; round < Number(rounds); round++) {
    const start = clock.now();
    const results = work();
    if (round >= 0) milliseconds.push(clock.now() - start);
    else digest ??= digestOf(results);
  }
  return { milliseconds, digest };
}

function digestOf(results) {
  const hash = createHash("sha256");
  for (const result of results) hash.update(`${typeof result === "object" ? Array.from(result).join() : result}\n`);
  return hash.digest("hex");
}
