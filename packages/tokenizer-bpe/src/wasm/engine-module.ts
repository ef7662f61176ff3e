/** The module of the engine, compiled once. */
import { packed } from "../packed/engine.js";

let compiled: WebAssembly.Module | undefined;

/** @throws Error of many kinds where the engine has no WebAssembly with SIMD, or a page's policy forbids it */
export function engineModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(bytesOf(packed));
  return compiled;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
