/** A JSON file that is there whole or not at all. */
import { DurableFile } from "@windrow/dataset/shards";

export async function writeJson(path: string, value: object): Promise<void> {
  const file = await DurableFile.create(path);
  try {
    await file.append(Buffer.from(`${JSON.stringify(value, null, 2)}\n`));
    await file.commit();
  } catch (error) {
    await file.discard();
    throw error;
  }
}
