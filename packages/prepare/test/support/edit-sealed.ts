/** Changes of a job's sealed files as by a hand that knows of the seal. */
import { readFileSync, writeFileSync } from "node:fs";
import { sealedText } from "../../src/files/sealed-json.ts";

/** @param change of the object that the file holds */
export function editSealed(path: string, change: (json: Record<string, unknown>) => void): void {
  const { checksum: _, ...json } = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
  change(json);
  writeFileSync(path, sealedText(json));
}
