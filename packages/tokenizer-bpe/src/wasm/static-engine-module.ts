/**
 * The module of the engine in Cloudflare's workerd, which refuses to compile one at run time and compiles those that
 * are imported as files before: what `#engine-module` is under the condition `workerd` of package.json.
 */
import module from "../../assembly/engine.wasm";

export function engineModule(): WebAssembly.Module {
  return module;
}
