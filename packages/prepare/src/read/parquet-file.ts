/** Opens Parquet files with hyparquet: their metadata, and the column that has the text. */
import { open, type FileHandle } from "node:fs/promises";
import type { AsyncBuffer, ColumnMetaData, FileMetaData } from "hyparquet";
import { parquetMetadataAsync } from "hyparquet";
import { PrepareError } from "../errors.ts";
import { corrupt, unreadable } from "./read-errors.ts";

/** A file that is open; close `file`. */
export interface OpenParquet {
  readonly file: FileHandle;
  readonly buffer: AsyncBuffer;
  readonly metadata: FileMetaData;
}

/** @throws PrepareError PREPARE_INPUT_UNREADABLE, PREPARE_INPUT_CORRUPT */
export async function openParquet(path: string): Promise<OpenParquet> {
  const file = await open(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  try {
    const { size } = await file.stat();
    const buffer: AsyncBuffer = {
      byteLength: size,
      async slice(start, end = size) {
        const bytes = new ArrayBuffer(Math.max(0, end - start));
        const { bytesRead } = await file.read(new Uint8Array(bytes), 0, bytes.byteLength, start);
        if (bytesRead < bytes.byteLength) throw new Error(`it ends at byte ${start + bytesRead}`);
        return bytes;
      },
    };
    const metadata = await parquetMetadataAsync(buffer).catch((error: Error) => {
      throw corrupt(path, `is no whole Parquet file (${error.message})`);
    });
    return { file, buffer, metadata };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** A row group's part of the column with the text. */
export interface TextColumn {
  readonly rows: readonly [number, number];
  readonly meta: ColumnMetaData;
  /** Whether pages can be read one by one. */
  readonly hasPages: boolean;
  /** Bytes of the file. */
  readonly start: number;
  readonly end: number;
}

/** The column in each row group. @throws PrepareError PREPARE_INVALID_DOCUMENT */
export function textColumns(path: string, { row_groups: groups, schema }: FileMetaData, field: string): TextColumn[] {
  let row = 0;
  return groups.map((group) => {
    const first = row;
    row += Number(group.num_rows);
    const column = group.columns.find(({ meta_data: meta }) => meta?.path_in_schema.join(".") === field);
    const meta = column?.meta_data;
    if (column === undefined || meta === undefined) {
      const names = schema.slice(1).map(({ name }) => name);
      throw new PrepareError(
        "PREPARE_INVALID_DOCUMENT",
        `${path}: no column ${JSON.stringify(field)}; it has ${names.join(", ")}: name the one with the text.`,
        { path, columns: names },
      );
    }
    if (meta.type !== "BYTE_ARRAY") {
      throw new PrepareError(
        "PREPARE_INVALID_DOCUMENT",
        `${path}: the column ${JSON.stringify(field)} is of type ${meta.type}; expected text (BYTE_ARRAY).`,
        { path },
      );
    }
    const offsets = [meta.dictionary_page_offset, meta.data_page_offset].flatMap((one) => (one ? [Number(one)] : []));
    const start = Math.min(...offsets);
    const end = start + Number(meta.total_compressed_size);
    return { rows: [first, row], meta, hasPages: column.offset_index_offset !== undefined, start, end } as const;
  });
}
