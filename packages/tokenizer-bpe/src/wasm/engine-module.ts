/** The module of the engine. */
import { packed } from "../packed/engine.js";
import { packedModule } from "./packed-module.ts";

/** @throws Error of many kinds where there is no WebAssembly with SIMD, or it is forbidden to compile it */
export const engineModule: () => WebAssembly.Module = /* @__PURE__ */ packedModule(packed);
