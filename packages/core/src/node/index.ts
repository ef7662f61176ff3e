export { NotARegularFileError, openRegularFile, openRegularFileSync } from "./regular-file.ts";
export { readText, readWhole, readWholeFile } from "./whole-file.ts";
export { readFully, readFullySync, writeFully } from "./whole-transfers.ts";
export { OutsideFolderError, pathInside } from "./path-inside.ts";
