/**
 * Memory that is gone: transferred to another thread, or cut off by a resizable buffer that shrank. Typed arrays on it
 * stay, with length 0, and pass for empty ones. `ArrayBuffer.prototype.detached` would say it, but Node 20 has no such
 * property.
 */

const { keys } = Uint8Array.prototype;

/** Whether the memory of a typed array, or a buffer, is gone. */
export function isDetached(memory: ArrayBufferView | ArrayBufferLike): boolean {
  try {
    // That of a DataView whose memory is gone throws.
    if (memory.byteLength > 0) return false;
    // Every typed array has keys, but not one whose memory is gone; no view can be made on a detached buffer.
    if (!ArrayBuffer.isView(memory)) keys.call(new Uint8Array(memory));
    else if ("BYTES_PER_ELEMENT" in memory) keys.call(memory);
    return false;
  } catch {
    return true;
  }
}
