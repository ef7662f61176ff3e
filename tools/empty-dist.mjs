/** Removes dist of the package that is built, so that nothing of a file that is no longer there is published. */
import { rmSync } from "node:fs";

rmSync("dist", { recursive: true, force: true });
