/** Files that this process has open, where the system lists them (Linux). */
import { existsSync, readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";

const OWN_FILES = "/proc/self/fd";

/** Why open files can't be counted here. */
export const noOpenFiles: string | undefined = existsSync(OWN_FILES) ? undefined : "no /proc/self/fd";

/** Paths of open files below a folder, removed ones included. */
export function openFilesBelow(folder: string): string[] {
  return readdirSync(OWN_FILES).flatMap((fd) => {
    try {
      return [readlinkSync(join(OWN_FILES, fd))].filter((path) => path.startsWith(folder));
    } catch {
      return []; // Closed since it was listed: that of the listing itself.
    }
  });
}
