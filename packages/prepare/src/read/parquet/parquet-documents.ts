/** Documents of a Parquet table: a column of text. The bytes of a value are checked, never repaired unasked. */
import { isUtf8 } from "node:buffer";
import { decodeUtf8 } from "../document/decode-utf8.ts";
import type { DocumentFault, ReadPart } from "../document/document-fault.ts";
import { appendTextParts } from "../document/text-parts.ts";
import { Expansion } from "../input/expansion.ts";
import type { FileBytes } from "../input/file-bytes.ts";
import type { InvalidTextPolicy } from "../input/input-file.ts";
import { firstInvalidByte } from "../input/invalid-bytes.ts";
import { corrupt } from "../input/read-errors.ts";
import { readPages } from "./parquet-pages.ts";
import type { ParquetTable } from "./parquet-table.ts";

export interface ParquetReadOptions {
  readonly field: string;
  readonly invalidText: InvalidTextPolicy;
  /** Rows of a segment, from the first up to the second; row groups lie within it or outside. */
  readonly rows: readonly [number, number];
  /** A batch has so many bytes of text, and a longer text comes in parts of so many. */
  readonly partBytes: number;
  readonly maxPageBytes: number;
  /** Bytes of the row groups. */
  readonly packedBytes: number;
  readonly maxExpansion: number;
}

/** Numbers of faults count from the segment's first row. */
export async function* readTable(
  file: FileBytes,
  table: ParquetTable,
  options: ParquetReadOptions,
): AsyncGenerator<readonly ReadPart[]> {
  const { rows, partBytes, maxPageBytes, packedBytes, maxExpansion } = options;
  const unpacked = new Expansion(table.path, packedBytes, maxExpansion);
  // A dictionary has a text once, for any number of rows.
  const texts = new Expansion(table.path, packedBytes, maxExpansion);
  const groups = table.rowGroups.filter((group) => group.rows[0] >= rows[0] && group.rows[1] <= rows[1]);
  let row = 0;
  for (const group of groups) {
    for await (const values of readPages(file, table, group, unpacked, maxPageBytes)) {
      let parts: ReadPart[] = [];
      let bytes = 0;
      for (let i = 0; i < values.length; i++, row++) {
        const value = values[i] ?? null;
        if (value === null) parts.push({ kind: "fault", number: row, ...nullFault(options.field) });
        else appendValue(parts, value, row, options);
        bytes += value?.length ?? 0;
        // A page may have millions of nulls, or of empty texts.
        if (bytes + parts.length < partBytes) continue;
        texts.add(bytes + parts.length);
        yield parts;
        [parts, bytes] = [[], 0];
      }
      texts.add(bytes + parts.length);
      if (parts.length > 0) yield parts;
    }
  }
  if (row !== rows[1] - rows[0]) throw corrupt(table.path, `rows ${rows[0]} to ${rows[1]} are not whole row groups`);
}

type Fault = Omit<DocumentFault, "kind" | "number">;

function nullFault(field: string): Fault {
  const what = `the column ${JSON.stringify(field)} is null; expected text`;
  return { code: "PREPARE_INVALID_DOCUMENT", what, canSkip: true };
}

function appendValue(
  parts: ReadPart[],
  { buffer, byteOffset, length }: Uint8Array,
  row: number,
  { invalidText, partBytes }: ParquetReadOptions,
): void {
  const bytes = Buffer.from(buffer, byteOffset, length);
  if (!isUtf8(bytes)) {
    if (invalidText === "replace") appendTextParts(parts, bytes.toString(), partBytes);
    else parts.push({ kind: "fault", number: row, ...invalidFault(bytes) });
  } else if (length <= partBytes) parts.push({ kind: "utf8", bytes });
  else appendTextParts(parts, decodeUtf8(bytes), partBytes);
}

function invalidFault(bytes: Uint8Array): Fault {
  const what = `the text is not UTF-8 from its byte ${firstInvalidByte(bytes)} on`;
  return { code: "PREPARE_INVALID_TEXT", what, canSkip: true };
}
