/** The size of an image that stands in a message: of PNG and GIF, whose first bytes have it. Nothing is fetched. */
import { isArrayBuffer, isUint8Array } from "@windrow/core";

/** In pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** As many characters of base64 as the bytes that are read. */
const HEADER = 32;
const PNG = [0x89, 0x50, 0x4e, 0x47];
const GIF = [0x47, 0x49, 0x46, 0x38];

/** @param image a URL, where only `data:...;base64,` is read, or bytes @returns undefined where the size is not found */
export function sizeInImage(image: unknown): ImageSize | undefined {
  const bytes = headerOf(image);
  if (bytes === undefined || bytes.length < 24) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (PNG.every((byte, i) => bytes[i] === byte)) return { width: view.getUint32(16), height: view.getUint32(20) };
  if (GIF.every((byte, i) => bytes[i] === byte))
    return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  return undefined;
}

function headerOf(image: unknown): Uint8Array | undefined {
  if (isUint8Array(image)) return image;
  if (isArrayBuffer(image)) return new Uint8Array(image);
  const url = typeof image === "string" ? image : (image as Partial<URL> | null)?.href;
  if (typeof url !== "string") return undefined;
  // The name of a media type has up to 127 characters (RFC 6838).
  const base64 = /^data:image\/[\w.+-]{1,127};base64,(?<data>[\w+/]{32})/.exec(url)?.groups?.["data"];
  // The AI SDK takes bare base64 as well.
  const header = base64 ?? (/^[\w+/]{32}/.test(url) ? url.slice(0, HEADER) : undefined);
  return header === undefined ? undefined : Uint8Array.from(atob(header), (byte) => byte.charCodeAt(0));
}
