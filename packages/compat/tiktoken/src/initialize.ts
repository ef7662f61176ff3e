/** What tiktoken's users call before all else; there is nothing to initialize here. */
import { describe } from "@windrow/core";

/**
 * Does nothing, and never calls what it is given: the engine brings its own WebAssembly, and does without where there is
 * none.
 * @throws TypeError where it is not given a function
 */
export async function init(
  callback: (imports: WebAssembly.Imports) => Promise<WebAssembly.Instance | WebAssembly.WebAssemblyInstantiatedSource>,
): Promise<void> {
  if (typeof callback !== "function") {
    throw new TypeError(`callback is ${describe(callback)}; expected a function that instantiates WebAssembly.`);
  }
}
