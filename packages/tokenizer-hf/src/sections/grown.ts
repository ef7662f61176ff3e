/** An array of another length, with what another one has. */
export function grown<T extends Int32Array | Uint16Array | Float32Array | Float64Array>(from: T, length: number): T {
  const larger = new (from.constructor as new (length: number) => T)(length);
  larger.set(from);
  return larger;
}
