/** The engine's module with a limit to its memory, so that it is refused more at any place that one likes. */

/** Sections of a module: https://webassembly.github.io/spec/core/binary/modules.html */
const MEMORY_SECTION = 5;
const HEADER = 8;

/** @param pages of 64 KiB that its memory may have at most */
export function withMemoryLimit(module: Uint8Array, pages: number): Uint8Array<ArrayBuffer> {
  for (let at = HEADER; at < module.length;) {
    const [size, start] = readNumber(module, at + 1);
    if (module[at] !== MEMORY_SECTION) {
      at = start + size;
      continue;
    }
    // One memory without a limit: how many there are, what kind, how large at first.
    const [count, kind] = [module[start], module[start + 1]];
    if (count !== 1 || kind !== 0) throw new Error(`${count} memories of kind ${kind}`);
    const [first] = readNumber(module, start + 2);
    const section = [1, 1, ...numberOf(first), ...numberOf(pages)];
    return Uint8Array.from([
      ...module.subarray(0, at),
      MEMORY_SECTION,
      ...numberOf(section.length),
      ...section,
      ...module.subarray(start + size),
    ]);
  }
  throw new Error("the module has no memory");
}

/** A number in LEB128, and where it ends. */
function readNumber(bytes: Uint8Array, at: number): [value: number, end: number] {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++]!;
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return [value, at];
  }
}

function numberOf(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...numberOf(value >> 7)];
}
