/** Whether a file is binary, by its first bytes: a known beginning, or a zero byte, as git and grep decide it. */

/** The kind of a text in UTF-16, where a byte order mark says so: text, and only to be converted. */
export const UTF16_TEXT = "UTF-16 text";

/** Bytes that are searched for a zero. */
const SEARCHED = 8000;

const BEGINNINGS: readonly (readonly [string, string])[] = [
  ["89504e470d0a1a0a", "a PNG image"],
  ["ffd8ff", "a JPEG image"],
  ["474946383761", "a GIF image"],
  ["474946383961", "a GIF image"],
  ["255044462d", "a PDF document"],
  ["504b0304", "a ZIP archive, or a document packed as one"],
  ["1f8b08", "compressed with gzip"],
  ["28b52ffd", "compressed with zstd"],
  ["fd377a585a00", "compressed with xz"],
  ["04224d18", "compressed with lz4"],
  ["377abcaf271c", "a 7z archive"],
  ["7f454c46", "an ELF program"],
  ["53514c69746520666f726d6174203300", "an SQLite database"],
  ["4152524f57310000", "an Arrow file"],
  ["89484446", "an HDF5 file"],
  ["4f626a01", "an Avro file"],
  ["fffe", UTF16_TEXT],
  ["feff", UTF16_TEXT],
];

/** "BZh" alone may begin a text. */
const BZIP2 = /^425a683[1-9]314159/;

/**
 * What kind of file begins so, or undefined for what may be UTF-8 text.
 * @example
 * binaryKind(Buffer.from("%PDF-1.7")); // "a PDF document"
 * binaryKind(Buffer.from("a\0b")); // "byte 1 is 0x00"
 */
export function binaryKind(beginning: Uint8Array): string | undefined {
  const head = Buffer.from(beginning.subarray(0, 16)).toString("hex");
  if (BZIP2.test(head)) return "compressed with bzip2";
  const known = BEGINNINGS.find(([magic]) => head.startsWith(magic))?.[1];
  if (known !== undefined) return known;
  const zero = beginning.subarray(0, SEARCHED).indexOf(0);
  return zero < 0 ? undefined : `byte ${zero} is 0x00`;
}
