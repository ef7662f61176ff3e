/** What to say where onnxruntime-node, an optional peer, is not there: commands go as far as they can without it. */
import { realpathSync } from "node:fs";
import { EmbeddingsError } from "@windrow/embeddings";

const RUNTIME = "onnxruntime-node";

/**
 * A sentence with the line to type, where an error says that the runtime is missing or can't be loaded.
 * @returns undefined for any other error
 */
export function runtimeAdvice(error: unknown): string | undefined {
  if (!(error instanceof EmbeddingsError) || error.code !== "EMBEDDINGS_NO_RUNTIME") return undefined;
  const { code } = Object(error.cause) as { code?: unknown };
  const isMissing = code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND";
  if (!isMissing) return error.message;
  return `Embeddings need ${RUNTIME}, which is not installed. Type: ${installLine(ownPlace())}`;
}

/** The program that runs, with links such as those of node_modules/.bin followed. */
function ownPlace(): string {
  try {
    return realpathSync.native(process.argv[1] ?? "");
  } catch {
    return "";
  }
}

/** What installs it beside windrow. @param place where windrow's own code is */
export function installLine(place: string): string {
  const steps = place.replaceAll("\\", "/");
  if (steps.includes("/_npx/")) return `npx -p windrow -p ${RUNTIME} windrow ...`;
  if (/\/pnpm\/global\//.test(steps)) return `pnpm add -g ${RUNTIME}`;
  const isGlobal = /\/(?:lib|npm)\/node_modules\/windrow\//.test(steps);
  return `npm install ${isGlobal ? "-g " : ""}${RUNTIME}`;
}
