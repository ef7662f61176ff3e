/** Whether a file is binary, by its first bytes: a known beginning, or a zero byte, as git and grep tell. */

/** Bytes that are looked at. */
const LOOKED_AT = 8000;

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
  ["425a68", "compressed with bzip2"],
  ["7f454c46", "an ELF program"],
  ["53514c69746520666f726d6174203300", "an SQLite database"],
];

/** What kind of binary file begins like this, or undefined for what may be text. */
export function binaryKind(beginning: Uint8Array): string | undefined {
  const head = Buffer.from(beginning.subarray(0, 16)).toString("hex");
  const known = BEGINNINGS.find(([magic]) => head.startsWith(magic))?.[1];
  // "BZh" alone may begin a text.
  if (known !== undefined && !(head.startsWith("425a68") && !/^425a683[1-9]314159/.test(head))) return known;
  // UTF-16 has zero bytes as well, and is text of another encoding where its mark says so.
  if (head.startsWith("fffe") || head.startsWith("feff")) return undefined;
  const zero = beginning.subarray(0, LOOKED_AT).indexOf(0);
  return zero < 0 ? undefined : `byte ${zero} is 0x00`;
}
