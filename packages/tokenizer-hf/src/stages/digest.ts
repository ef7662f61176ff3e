/** The digest that fingerprints of tokenizers are. */
import { sha256 } from "@windrow/core";

/** sha256 of what can be written as JSON. */
export function digestOf(...parts: readonly unknown[]): string {
  return sha256(new TextEncoder().encode(JSON.stringify(parts)));
}
