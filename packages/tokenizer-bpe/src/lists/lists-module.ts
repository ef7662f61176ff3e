/** The module that reads the lists of a tokenizer.json. */
import { packed } from "../packed/lists.js";
import { packedModule } from "../wasm/packed-module.ts";

/** @throws Error of many kinds where there is no WebAssembly with SIMD, or it is forbidden to compile it */
export const listsModule: () => WebAssembly.Module = /* @__PURE__ */ packedModule(packed);
