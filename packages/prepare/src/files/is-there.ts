/** Whether something is on the disk. */
import { access } from "node:fs/promises";
import { unreadable } from "./unreadable.ts";

/** @throws PrepareError PREPARE_OUTPUT_UNREADABLE where the disk does not say: what then is taken for missing would be made again */
export async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ENOTDIR") return false;
      throw unreadable(path, error);
    },
  );
}
