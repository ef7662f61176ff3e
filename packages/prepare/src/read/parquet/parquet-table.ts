/** What the footer of a Parquet file says: its row groups, and where the column with the text lies in each. */
import { wording } from "@windrow/core";
import { parquetMetadata, type SchemaElement } from "hyparquet";
import type { ColumnDecoder } from "hyparquet/src/types.js";
import { getSchemaPath } from "hyparquet/src/schema.js";
import { PrepareError } from "../../errors.ts";
import type { FileBytes } from "../input/file-bytes.ts";
import { corrupt } from "../input/read-errors.ts";
import { parquetCodecs } from "./parquet-codecs.ts";

/** Rows that lie together. */
export interface RowGroup {
  /** Bytes of the file with all its columns. */
  readonly start: number;
  readonly end: number;
  /** From the first up to the second. */
  readonly rows: readonly [number, number];
  /** Bytes of the column with the text. */
  readonly column: readonly [number, number];
  readonly codec: ColumnDecoder["codec"];
}

export interface ParquetTable {
  readonly path: string;
  readonly rowGroups: readonly RowGroup[];
  /** What hyparquet decodes a page of the column with, but for the codec. */
  readonly decoder: Omit<ColumnDecoder, "codec">;
}

/** A footer is parsed whole; that of a table of a million row groups would be larger. */
const MAX_FOOTER_BYTES = 2 ** 26;
const TAIL_BYTES = 8;

/** The end of the file: its metadata, their length, "PAR1". @throws PrepareError PREPARE_INPUT_CORRUPT */
export async function readFooter(file: FileBytes): Promise<Buffer> {
  const { path, size } = file;
  if (size < TAIL_BYTES + 4) throw corrupt(path, "Parquet of fewer than 12 bytes");
  const tail = Buffer.alloc(TAIL_BYTES);
  await file.readInto(tail, size - TAIL_BYTES);
  if (tail.toString("latin1", 4) !== "PAR1")
    throw corrupt(path, 'it does not end with "PAR1", as Parquet does; it may have been cut short');
  const length = tail.readUInt32LE() + TAIL_BYTES;
  if (length > size - 4) throw corrupt(path, `its footer would have ${length} bytes, but the whole file has ${size}`);
  if (length > MAX_FOOTER_BYTES)
    throw corrupt(path, `its footer has ${length} bytes; at most ${MAX_FOOTER_BYTES} are supported`);
  const footer = Buffer.allocUnsafeSlow(length);
  await file.readInto(footer, size - length);
  return footer;
}

/**
 * @param field name of the column with the text
 * @throws PrepareError PREPARE_INPUT_CORRUPT; PREPARE_INVALID_DOCUMENT where it has no such column of text
 */
export function parseFooter(path: string, footer: Buffer, field: string): ParquetTable {
  try {
    const { schema, row_groups } = parquetMetadata(footer, { geoparquet: false });
    const decoder = columnDecoder(path, schema, field);
    let row = 0;
    const rowGroups = row_groups.map((group): RowGroup => {
      const first = row;
      row += Number(group.num_rows);
      const ranges = group.columns.map((column) => chunkRange(column.meta_data!));
      if (!isRange([first, row]) || !ranges.every(isRange))
        throw new Error("a row group has an invalid position or number of rows");
      const at = group.columns.findIndex(({ meta_data }) => isColumn(meta_data!.path_in_schema, field));
      const column = ranges[at]!;
      const start = Math.min(...ranges.map(([from]) => from));
      const end = Math.max(...ranges.map(([, to]) => to));
      return { start, end, rows: [first, row], column, codec: group.columns[at]!.meta_data!.codec };
    });
    return { path, rowGroups, decoder };
  } catch (error) {
    if (error instanceof PrepareError) throw error;
    throw corrupt(path, `its footer can't be read (${(error as Error).message})`, error);
  }
}

/** A footer is parsed as it is: numbers may be missing or negative, or past what a number holds. */
function isRange([start, end]: readonly [number, number]): boolean {
  return Number.isSafeInteger(start) && start >= 0 && Number.isSafeInteger(end) && end >= start;
}

function isColumn(path: readonly string[], field: string): boolean {
  return path.length === 1 && path[0] === field;
}

/** A column's pages: the dictionary, where there is one, comes before the data. */
function chunkRange(chunk: {
  readonly dictionary_page_offset?: bigint;
  readonly data_page_offset: bigint;
  readonly total_compressed_size: bigint;
}): readonly [number, number] {
  const data = Number(chunk.data_page_offset);
  // Some writers give a dictionary that they don't have the place 0.
  const start = Math.min(data, Number(chunk.dictionary_page_offset ?? 0n) || data);
  return [start, start + Number(chunk.total_compressed_size)];
}

function columnDecoder(path: string, schema: SchemaElement[], field: string): ParquetTable["decoder"] {
  const top = topColumns(schema);
  const element = top.find(({ name }) => name === field);
  const named = JSON.stringify(field);
  const invalid = (what: string): PrepareError =>
    new PrepareError(
      "PREPARE_INVALID_DOCUMENT",
      wording`${path}: ${what}: name the column with the text as ${{ option: "field" }}.`,
      {
        path,
        field,
        columns: top.map(({ name }) => name),
      },
    );
  if (element === undefined) {
    const names = top.slice(0, 20).map(({ name }) => JSON.stringify(name));
    throw invalid(`the table has no column ${named}; it has ${names.join(", ") || "none"}`);
  }
  const what = typeName(element);
  if (what !== "text") throw invalid(`the column ${named} has ${what}; expected text`);
  // Without its types a value stays the bytes that it is.
  const { converted_type: _, logical_type: __, ...bare } = element;
  const schemaPath = getSchemaPath(schema, [field]);
  const parsers = {} as ColumnDecoder["parsers"];
  const compressors = parquetCodecs;
  return { pathInSchema: [field], type: "BYTE_ARRAY", element: bare, schemaPath, parsers, compressors, utf8: false };
}

/** The columns of the table itself, not those within them. */
function topColumns(schema: readonly SchemaElement[]): SchemaElement[] {
  const columns: SchemaElement[] = [];
  const end = (at: number): number => {
    let next = at + 1;
    for (let i = 0; i < (schema[at]?.num_children ?? 0) && next < schema.length; i++) next = end(next);
    return next;
  };
  for (let at = 1; at < schema.length; at = end(at)) columns.push(schema[at]!);
  return columns;
}

/** Old writers give text no type: bytes may be text. */
function typeName({ type, num_children, repetition_type, converted_type, logical_type }: SchemaElement): string {
  if ((num_children ?? 0) > 0) return "nested columns";
  if (repetition_type === "REPEATED") return "lists";
  if (type !== "BYTE_ARRAY") return `the type ${type}`;
  const special = logical_type?.type ?? converted_type ?? "UTF8";
  return ["UTF8", "STRING", "JSON", "ENUM"].includes(special) ? "text" : `the type ${special}`;
}
