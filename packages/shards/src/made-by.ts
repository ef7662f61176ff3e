/** Checks of how writers are made: by their `create`, which checks the options and the folder, not by `new`. */
import { invalidOption } from "@windrow/core";
import { ShardsError } from "./errors.ts";
import { fail } from "./options.ts";

/** TypeScript says so by itself; JavaScript does not. @throws ShardsError DATASET_INVALID_OPTION */
export function requireMaking(isMade: boolean, name: string, how: string): void {
  if (isMade) return;
  throw new ShardsError("DATASET_INVALID_OPTION", `A ${name} can't be made with new; use await ${how}.`, {
    class: name,
  });
}

/** @throws ShardsError DATASET_INVALID_OPTION */
export function checkFolderName(directory: string): string {
  if (typeof directory === "string" && directory !== "") return directory;
  throw invalidOption(fail, "directory", directory, "the path of a folder");
}
