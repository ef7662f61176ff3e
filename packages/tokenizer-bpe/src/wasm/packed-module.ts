/** Modules of WebAssembly from the script itself: nothing is fetched, and no bundler needs a setting. */
import { isStackOverflow } from "../stack-overflow.ts";

type Attempt = { readonly module: WebAssembly.Module } | { readonly error: unknown };

/**
 * What compiles a module when it is first asked for, and fails with an Error of many kinds where there is no WebAssembly
 * with SIMD, or it is forbidden to compile it. It tries once: a page's policy may have every attempt reported.
 * @param packed as tools/pack-engine.mjs packs it
 */
export function packedModule(packed: string): () => WebAssembly.Module {
  let attempt: Attempt | undefined;
  return () => {
    const made = attempt ?? compile(packed);
    if ("module" in made || !isStackOverflow(made.error)) attempt = made;
    if ("error" in made) throw made.error;
    return made.module;
  };
}

function compile(packed: string): Attempt {
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
