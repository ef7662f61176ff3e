/** The modules that candidates are run by: sources of peers, where their imports find this folder's packages. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache } from "./vocabularies/rank-tables.mjs";

/** @param kind a name for the source, where a peer has several */
export function writeEntry({ label }, encoding, source, kind = "entry") {
  const file = join(cache, `${label.replaceAll(/\W+/g, "-")}.${encoding}.${kind}.mjs`);
  writeFileSync(file, source);
  return file;
}
