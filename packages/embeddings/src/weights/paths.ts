/** Paths as users give them to what Node's functions take. */
import { EmbeddingsError } from "../errors.ts";
import { invalidOption } from "../options.ts";
import { isOfFileSystem, nodeFileSystem, nodeModule } from "./node-files.ts";

const PATH_EXPECTED = "a path or a file: URL";

/** A path, of a `file:` URL too. @throws EmbeddingsError EMBEDDINGS_INVALID_OPTION for what is none */
export function pathOf(name: string, given: string | URL): string {
  const isUrl = typeof given === "object" && given instanceof URL;
  const path = isUrl ? pathOfUrl(name, given) : given;
  if (typeof path === "string" && path !== "" && !path.includes("\0")) return path;
  throw invalidOption(name, isUrl ? given.href : given, PATH_EXPECTED);
}

function pathOfUrl(name: string, url: URL): string {
  const { fileURLToPath } = nodeModule("node:url");
  try {
    return fileURLToPath(url);
  } catch (error) {
    throw invalidOption(name, url.href, PATH_EXPECTED, error);
  }
}

/** A file within a folder. */
export function joined(folder: string, name: string): string {
  return nodeModule("node:path").join(folder, name);
}

/** The folder that a file lies in, and its name there. */
export function folderAndName(path: string): { readonly folder: string; readonly name: string } {
  const { dirname, basename } = nodeModule("node:path");
  return { folder: dirname(path), name: basename(path) };
}

/**
 * The file that is meant: itself, or the one of this name where it is a directory. Absolute and without
 * symbolic links, so that neither a change of the working directory nor of a link leads elsewhere, and
 * because onnxruntime maps no file through a link that leaves its folder, as those of the hub's cache do.
 * @throws EmbeddingsError EMBEDDINGS_INVALID_FILE
 */
export function realFile(path: string, nameInDirectory: string): string {
  const fs = nodeFileSystem();
  let file = path;
  try {
    if (fs.statSync(path, { bigint: true }).isDirectory()) file = joined(path, nameInDirectory);
    return fs.realpathSync.native(file);
  } catch (error) {
    if (!isOfFileSystem(error)) throw error;
    throw new EmbeddingsError(
      "EMBEDDINGS_INVALID_FILE",
      `${file} could not be read (${error.message}); expected a directory that save wrote, a .safetensors or a .npy file.`,
      { file, cause: error },
    );
  }
}

/** @throws EmbeddingsError EMBEDDINGS_WRITE_FAILED */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await nodeFileSystem().promises.mkdir(folder, { recursive: true });
  } catch (error) {
    if (!isOfFileSystem(error)) throw error;
    throw new EmbeddingsError(
      "EMBEDDINGS_WRITE_FAILED",
      `the directory ${folder} could not be created (${error.message}); give one that can be written to.`,
      { directory: folder, cause: error },
    );
  }
}
