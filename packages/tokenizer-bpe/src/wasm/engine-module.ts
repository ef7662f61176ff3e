/** The module of the engine, from the script itself: nothing is fetched, and no bundler needs a setting. */
import { packed } from "../packed/engine.js";

type Attempt = { readonly module: WebAssembly.Module } | { readonly error: unknown };

/** The only one: a page's policy that forbids it may have every attempt reported. */
let attempt: Attempt | undefined;

/** @throws Error of many kinds where there is no WebAssembly with SIMD, or it is forbidden to compile it */
export function engineModule(): WebAssembly.Module {
  attempt ??= compile();
  if ("error" in attempt) throw attempt.error;
  return attempt.module;
}

function compile(): Attempt {
  try {
    return { module: new WebAssembly.Module(bytesOf(packed)) };
  } catch (error) {
    return { error };
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
