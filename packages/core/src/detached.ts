/**
 * Memory that was transferred to another thread: its typed arrays stay, with length 0, and pass for empty
 * ones. `ArrayBuffer.prototype.detached` would say it, but Node 20 has no such property.
 */

/** Whether the memory of a typed array, or a buffer, is gone. */
export function isDetached(memory: ArrayBufferView | ArrayBufferLike): boolean {
  const buffer = ArrayBuffer.isView(memory) ? memory.buffer : memory;
  if (buffer.byteLength > 0) return false;
  try {
    // No view can be made on a detached buffer.
    return new Uint8Array(buffer).length > 0;
  } catch {
    return true;
  }
}
