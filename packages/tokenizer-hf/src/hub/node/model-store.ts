/** Keeps files of models on disk, and reads folders: what `#model-store` is in Node. */
export { environment } from "./environment.ts";
export { openStore } from "./cache-folder.ts";
export { readFolder } from "./read-folder.ts";
