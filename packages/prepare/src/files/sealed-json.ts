/**
 * Small JSON files of a job that end with the sha256 of the rest of their text, so that a changed bit is not
 * believed: job.json, the completion markers, assembly.json, done.json.
 */
import { createHash } from "node:crypto";
import { type FieldChecks, parseSaved, type Refuse } from "./saved-json.ts";

/** The last field of a sealed text. */
const SEAL = /,\n {2}"checksum": "([0-9a-f]{64})"\n\}\n$/;

/** The text of an object, with its checksum. */
export function sealedText(value: object): string {
  const content = JSON.stringify(value, null, 2).slice(0, -"\n}".length);
  return `${content},\n  "checksum": "${sha256Of(content)}"\n}\n`;
}

/** The value of a sealed text. @throws the error of `refuse` */
export function parseSealed<T>(text: string, checks: FieldChecks, refuse: Refuse): T {
  const value = parseSaved<T>(text, checks, refuse);
  checkSeal(text, refuse);
  return value;
}

/** Whether a text is as it was written, to the byte. */
export function checkSeal(text: string, refuse: Refuse): void {
  const seal = SEAL.exec(text);
  if (seal === null || sha256Of(text.slice(0, seal.index)) !== seal[1])
    throw refuse("has changed since it was written: its checksum does not match");
}

function sha256Of(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
