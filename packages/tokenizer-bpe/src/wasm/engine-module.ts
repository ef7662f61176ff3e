/** The module of the engine, compiled once. */
import { packed } from "../packed/engine.js";
import { unpackBytes } from "./unpack-bytes.ts";

let compiled: WebAssembly.Module | undefined;

/** @throws Error of many kinds where the engine has no WebAssembly with SIMD, or a page's policy forbids it */
export function engineModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(unpackBytes(packed));
  return compiled;
}
