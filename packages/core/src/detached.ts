/**
 * Typed arrays whose buffer was transferred to another thread: their length is 0 from then on, so they
 * pass for empty ones. `ArrayBuffer.prototype.detached` would say it, but Node 20 has no such property.
 */

/** Whether the memory of a typed array is gone. */
export function isDetached(array: ArrayBufferView): boolean {
  if (array.byteLength > 0 || !(array.buffer instanceof ArrayBuffer) || array.buffer.byteLength > 0) return false;
  try {
    return new Uint8Array(array.buffer).length > 0;
  } catch {
    return true;
  }
}
