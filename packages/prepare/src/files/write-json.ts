/** A JSON file of a job that is there whole or not at all, and sealed by a checksum. */
import { writeDurably } from "./durable.ts";
import { sealedText } from "./sealed-json.ts";

export async function writeJson(path: string, value: object): Promise<void> {
  await writeDurably(path, (file) => file.append(Buffer.from(sealedText(value))));
}
