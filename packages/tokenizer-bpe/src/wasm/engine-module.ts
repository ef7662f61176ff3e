/** The module of the engine, from the script itself: nothing is fetched, and no bundler needs a setting. */
import { packed } from "../packed/engine.js";
import { isStackOverflow } from "../stack-overflow.ts";

type Attempt = { readonly module: WebAssembly.Module } | { readonly error: unknown };

/** The only one: a page's policy that forbids it may have every attempt reported. */
let attempt: Attempt | undefined;

/** @throws Error of many kinds where there is no WebAssembly with SIMD, or it is forbidden to compile it */
export function engineModule(): WebAssembly.Module {
  const made = attempt ?? compile();
  if ("module" in made || !isStackOverflow(made.error)) attempt = made;
  if ("error" in made) throw made.error;
  return made.module;
}

function compile(): Attempt {
  try {
    return { module: new WebAssembly.Module(bytesOf(packed)) };
  } catch (error) {
    return { error };
  }
}

/**
 * Reads what tools/pack-engine.mjs packs: its header has the format. One loop that calls nothing, since it runs once,
 * before it is compiled; each byte goes to where its digits were, or before.
 */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(text);
  let length = 0;
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at++]!;
    if (first < 92) bytes[length++] = first - 35;
    else if (first < 125) bytes[length++] = first - 36;
    else {
      const second = bytes[at++]!;
      bytes[length++] = 89 + 91 * (first - 125) + second - (second < 92 ? 35 : 36);
    }
  }
  return bytes.subarray(0, length);
}
