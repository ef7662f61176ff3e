/** Memory that was handed over to another thread: its arrays stay, with length 0, and would pass for empty ones. */

/** Whether the memory of an array, or a buffer, was transferred. */
export function isTransferred(memory: ArrayBufferView | ArrayBufferLike): boolean {
  const buffer = ArrayBuffer.isView(memory) ? memory.buffer : memory;
  if (buffer.byteLength > 0) return false;
  // `buffer.detached` came with Node 21; a view on such a buffer can't be made in any version.
  try {
    return new Uint8Array(buffer).length > 0;
  } catch {
    return true;
  }
}
