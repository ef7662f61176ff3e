/** Writes a file whole or not at all. */
import { writeDurably, type DurableFileOptions } from "@windrow/core/node";

/** @throws the system's error; then everything is as it was */
export async function writeWhole(
  path: string,
  pieces: Iterable<Uint8Array>,
  options: DurableFileOptions,
): Promise<void> {
  const unchanged = (_: string, error: unknown): unknown => error;
  await writeDurably(
    path,
    async (file) => {
      for (const piece of pieces) await file.append(piece);
    },
    unchanged,
    { ...options, requiresFolderSync: false },
  );
}
