/** Bytes of SentencePiece models, as tests put them together. */

export function ofBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** Messages one behind another are one: its fields are those of all. */
export function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** A field of a message: a number, a float (as `{ float }`), or bytes, a text or another message. */
export type Field = readonly [
  number: number,
  value: number | boolean | string | Uint8Array | { readonly float: number },
];

export function message(...fields: readonly Field[]): Uint8Array<ArrayBuffer> {
  return joined(...fields.flatMap(([number, value]) => bytesOf(number, value)));
}

function bytesOf(number: number, value: Field[1]): Uint8Array[] {
  if (typeof value === "number" || typeof value === "boolean") return [varint(number * 8), varint(Number(value))];
  if (typeof value === "object" && "float" in value) {
    const float = new Uint8Array(4);
    new DataView(float.buffer).setFloat32(0, value.float, true);
    return [varint(number * 8 + 5), float];
  }
  const bytes = typeof value === "string" ? new TextEncoder().encode(value) : value;
  return [varint(number * 8 + 2), varint(bytes.length), bytes];
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    bytes.push((rest % 128) + (rest >= 128 ? 128 : 0));
    if (rest < 128) return Uint8Array.from(bytes);
  }
}
