/** Makes names in a folder survive a crash of the machine. */
import { open } from "node:fs/promises";

/** What was made or renamed in a folder is there after a crash too. Windows has no such call and needs none. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
