/** The definition that kitoken makes of tiktoken's table of an encoding. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache } from "./rank-tables.mjs";
import { makeTiktokenTable } from "./tiktoken-table.mjs";

/** Where the file of an encoding is, once `makeKitokenDefinition` has made it. */
export const kitokenDefinition = (encoding) => join(cache, `${encoding}.kit`);

/** Makes the file unless it is there. */
export async function makeKitokenDefinition(encoding) {
  const file = kitokenDefinition(encoding);
  if (existsSync(file)) return;
  const { Kitoken } = await import("kitoken/node");
  const table = await makeTiktokenTable(encoding);
  writeFileSync(file, Kitoken.from_tiktoken(readFileSync(table)).to_bytes());
}
