export { NotARegularFileError, openRegularFile, openRegularFileSync } from "./regular-file.ts";
export { readText, readWhole, readWholeFile } from "./whole-file.ts";
export { readFully, readFullySync } from "./read-fully.ts";
export { writeFully } from "./write-fully.ts";
export { binaryKind, UTF16_TEXT } from "./binary-kind.ts";
export {
  DurableFile,
  removeFile,
  syncFolder,
  writeDurably,
  type DurableFileOptions,
  type Unwritable,
} from "./durable-file.ts";
export { isWithin, OutsideFolderError, pathInside } from "./path-inside.ts";
