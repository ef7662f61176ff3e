import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { binaryKind } from "../../src/node/index.ts";

const hex = (bytes: string): Buffer => Buffer.from(bytes, "hex");

test.each<[string, Uint8Array, string | undefined]>([
  ["nothing", new Uint8Array(), undefined],
  ["text", Buffer.from("Rake it up."), undefined],
  ["text that begins as bzip2 does", Buffer.from("BZh is a name"), undefined],
  ["text that begins as GIF and Arrow do", Buffer.from("GIF89 or ARROW1"), undefined],
  ["text with a byte order mark", Buffer.from("\ufeffhay"), undefined],
  ["bytes above 127", Buffer.from("caf\xe9", "latin1"), undefined],
  ["PNG", hex("89504e470d0a1a0a0000"), "a PNG image"],
  ["GIF", Buffer.from("GIF89a"), "a GIF image"],
  ["PDF", Buffer.from("%PDF-1.7"), "a PDF document"],
  ["gzip", gzipSync("hay"), "compressed with gzip"],
  ["bzip2", hex("425a6839314159265359"), "compressed with bzip2"],
  ["SQLite", Buffer.from("SQLite format 3\0"), "an SQLite database"],
  ["Arrow", Buffer.from("ARROW1\0\0"), "an Arrow file"],
  ["UTF-16 with a mark", Buffer.from("\ufeffhay", "utf16le"), "UTF-16 text"],
  ["UTF-16 without one", Buffer.from("hay", "utf16le"), "byte 1 is 0x00"],
  ["a zero at the end of what is searched", Buffer.alloc(8000, 97).fill(0, 7999), "byte 7999 is 0x00"],
  ["a zero behind it", Buffer.alloc(9000, 97).fill(0, 8000), undefined],
])("%s", (_, beginning, kind) => expect(binaryKind(beginning)).toBe(kind));
