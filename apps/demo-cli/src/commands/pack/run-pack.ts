/** Runs `windrow pack`. */
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import type { PackedModule } from "@windrow/tokenizer-hf/pack";
import type { Command } from "commander";
import { checkOutput, writeOutput } from "../../write/output-file.ts";
import { shownName } from "../../read/read-errors.ts";
import { counted } from "../../show/numbers.ts";
import { safeJson } from "../../show/safe-json.ts";
import { hint, type Terminal, withProgress } from "../../terminal/terminal.ts";
import { type ModuleFiles, moduleFiles } from "./module-files.ts";
import { packSource, type PackSourceOptions } from "./pack-source.ts";

/** What the command line said. */
export interface PackCommandOptions extends Omit<PackSourceOptions, "name"> {
  readonly output: string;
  readonly force: boolean;
  readonly json: boolean;
}

/** What `windrow pack --json` prints about the module that it wrote. */
interface PackJson {
  readonly schemaVersion: 1;
  /** Paths of the module and of its declarations. */
  readonly output: string;
  readonly declarations: string;
  /** What the module exports. */
  readonly name: string;
  readonly vocabSize: number;
  readonly bytes: number;
  readonly gzippedBytes: number;
  readonly fingerprint: string;
}

/** @throws CommanderError, CliError, HfError */
export async function runPack(
  source: string,
  options: PackCommandOptions,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const { output, chatTemplate, force, json } = options;
  const files = moduleFiles(output);
  if (files === undefined)
    command.error(`error: ${shownName(output)} is not the name of a module. Give NAME.mjs or NAME.js.`);
  const canAsk = terminal.showsProgress && Boolean(process.stdin.isTTY);
  await checkOutput(output, { force, canAsk, input: source });
  // When a module is replaced, so are its declarations.
  await checkOutput(files.declarations, { force: force || existsSync(output), canAsk, input: source });
  const packed = await withProgress(`packing ${shownName(source)} ...`, terminal, () =>
    packSource(source, { name: files.name, chatTemplate }, command),
  );
  await writeModule(files, packed);
  const result = resultOf(files, packed);
  terminal.stdout(json ? `${safeJson(result)}\n` : summary(result));
  hint(`Next: import { ${packed.name} } from "./${shownName(output.replace(/^.*[\\/]/, ""))}"`, terminal);
}

/** Both files, or none. */
async function writeModule({ output, declarations }: ModuleFiles, packed: PackedModule): Promise<void> {
  const hadDeclarations = existsSync(declarations);
  await writeOutput(declarations, packed.declarations);
  try {
    await writeOutput(output, packed.code);
  } catch (error) {
    if (!hadDeclarations) await rm(declarations, { force: true });
    throw error;
  }
}

function resultOf(
  { output, declarations }: ModuleFiles,
  { name, code, vocabSize, fingerprint }: PackedModule,
): PackJson {
  const bytes = Buffer.from(code);
  const sizes = { bytes: bytes.length, gzippedBytes: gzipSync(bytes, { level: 9 }).length };
  return { schemaVersion: 1, output, declarations, name, vocabSize, ...sizes, fingerprint };
}

function summary({ output, declarations, name, vocabSize, bytes, gzippedBytes }: PackJson): string {
  const shown = (size: number): string =>
    size < 1e6 ? `${Math.ceil(size / 1e3)} kB` : `${(size / 1e6).toFixed(2)} MB`;
  return (
    `${shownName(output)}: ${name}, ${counted(vocabSize, "id")}, ${shown(bytes)} (${shown(gzippedBytes)} gzipped)\n` +
    `${shownName(declarations)}: its types\n`
  );
}
