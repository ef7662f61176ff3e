/** The tokens of a packed vocabulary that no merge makes and that are not single bytes. */
import { bytesOfAddedToken } from "../../vocabulary/byte-alphabet.ts";

/** @param json ids and bytes in printable characters in turn, as packed-vocabulary.ts has them */
export function unpackUnmade(json: string | undefined): Map<number, Uint8Array> {
  const list = json === undefined ? [] : (JSON.parse(json) as (number | string)[]);
  const tokens = new Map<number, Uint8Array>();
  for (let i = 0; i < list.length; i += 2) tokens.set(list[i] as number, bytesOfAddedToken(list[i + 1] as string));
  return tokens;
}

/** Whether that is whole. There are few of them, which are read again when they are decoded. @param size ids are below this */
export function isUnmade(json: string, size: number): boolean {
  try {
    const list: unknown = JSON.parse(json);
    const isPart = (part: unknown, i: number): boolean =>
      i % 2 === 1
        ? typeof part === "string"
        : Number.isInteger(part) && (part as number) >= 0 && (part as number) < size;
    return Array.isArray(list) && list.length % 2 === 0 && list.every(isPart);
  } catch {
    return false;
  }
}
