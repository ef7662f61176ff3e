/** The folders that have a package in each of theirs. */
export declare const FLOORS: readonly string[];
/** Folders with a package.json, relative to the workspace: `packages/random`, `packages/compat/tiktoken`. */
export declare function roomsOf(root: string): string[];
/** The room that a path of the workspace lies in. */
export declare function roomOfPath(path: string): string;
