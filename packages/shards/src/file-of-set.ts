/**
 * The path of a file that a manifest names: never out of the manifest's folder, not by a symbolic link
 * either. What a manifest says comes from others, and a link in an unpacked archive may lead anywhere.
 */
import { OutsideFolderError, pathInside } from "@windrow/core/node";
import { ShardsError } from "./errors.ts";
import { unreadable } from "./shard-errors.ts";

/** @throws ShardsError DATASET_MANIFEST_INVALID where it leads out of the folder, DATASET_SHARD_UNREADABLE */
export function fileOfSet(folder: string, file: string): string {
  try {
    return pathInside(folder, file);
  } catch (error) {
    if (!(error instanceof OutsideFolderError)) throw unreadable(`${folder}/${file}`, error);
    throw new ShardsError(
      "DATASET_MANIFEST_INVALID",
      `${folder}: ${file} leads out of the folder by a link, but all files of a set must be inside its folder; copy the file into it, or open the files by their own paths.`,
      { path: folder, file },
    );
  }
}
