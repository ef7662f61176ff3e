/**
 * What a value is, whichever realm made it: a test environment, an iframe or node:vm has classes of its own, which
 * `instanceof` does not know.
 */

const sizeOfMap = Object.getOwnPropertyDescriptor(Map.prototype, "size")!.get!;
const lengthOfBuffer = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, "byteLength")!.get!;
const sizeOfSet = Object.getOwnPropertyDescriptor(Set.prototype, "size")!.get!;
const tagOfView = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
)!.get!;

export function isUint8Array(value: unknown): value is Uint8Array {
  return tagOfView.call(value) === "Uint8Array";
}

/** Not one that threads share. */
export function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return value instanceof ArrayBuffer || has(lengthOfBuffer, value);
}

export function isMap(value: unknown): value is ReadonlyMap<unknown, unknown> {
  return value instanceof Map || has(sizeOfMap, value);
}

export function isSet(value: unknown): value is ReadonlySet<unknown> {
  return value instanceof Set || has(sizeOfSet, value);
}

/** Whether a getter, which throws for what is not of its class, knows the value. */
function has(getter: () => unknown, value: unknown): boolean {
  try {
    getter.call(value);
    return true;
  } catch {
    return false;
  }
}
