/** Writes a file whole or not at all. */
import { DurableFile, type DurableFileOptions } from "@windrow/core/node";

/**
 * That a folder can't be synced, as on some network file systems, is no failure: the file is there, and only a
 * crash of the machine within seconds could lose its name.
 * @throws the system's error; then everything is as it was
 */
export async function writeWhole(
  path: string,
  pieces: Iterable<Uint8Array>,
  options: DurableFileOptions,
): Promise<void> {
  const file = await DurableFile.create(path, undefined, options);
  try {
    for (const piece of pieces) await file.append(piece);
    await file.commit();
  } catch (error) {
    if (file.isInPlace) return;
    // The first error is the one that counts, whatever comes of removing.
    await file.discard().catch(() => {});
    throw error;
  }
}
