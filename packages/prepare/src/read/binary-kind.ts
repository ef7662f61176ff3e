/** What binary file begins so: a known beginning, or a zero byte, as git and grep tell. */

const BEGINNINGS: readonly (readonly [string, string])[] = [
  ["89504e470d0a1a0a", "a PNG image"],
  ["ffd8ff", "a JPEG image"],
  ["47494638", "a GIF image"],
  ["255044462d", "a PDF document"],
  ["504b0304", "a ZIP archive, or a document packed as one"],
  ["fd377a585a00", "compressed with xz"],
  ["04224d18", "compressed with lz4"],
  ["377abcaf271c", "a 7z archive"],
  ["7f454c46", "an ELF program"],
  ["53514c69746520666f726d6174203300", "an SQLite database"],
  ["4152524f5731", "an Arrow file"],
  ["89484446", "an HDF5 file"],
  ["4f626a01", "an Avro file"],
  ["fffe", "UTF-16 text"],
  ["feff", "UTF-16 text"],
];

/** "BZh" alone may begin a text. */
const BZIP2 = /^425a683[1-9]314159/;

/** What begins so, as the end of "looks like", or undefined for what may be text. */
export function binaryKind(beginning: Uint8Array): string | undefined {
  const head = Buffer.from(beginning.subarray(0, 16)).toString("hex");
  if (BZIP2.test(head)) return "compressed with bzip2";
  const known = BEGINNINGS.find(([magic]) => head.startsWith(magic))?.[1];
  if (known !== undefined) return known;
  const zero = beginning.indexOf(0);
  return zero < 0 ? undefined : `binary: its byte ${zero} is 0x00`;
}
