/** Finds a tokenizer, a file, a folder or a model on the hub, and packs it. */
import { resolve } from "node:path";
import { visibleText } from "@windrow/core";
import { type PackedModule, packPretrained, packTokenizer } from "@windrow/tokenizer-hf/pack";
import { HfError } from "@windrow/tokenizer-hf";
import type { Command } from "commander";
import { CliError } from "../../errors/cli-error.ts";
import { refuseIdle } from "../../options/idle-options.ts";
import { untilSignal } from "../../terminal/until-signal.ts";
import { unusable } from "../../read/read-errors.ts";
import { modelSource } from "../../tokens/model-source.ts";
import { MAX_VOCAB_BYTES, refuseMinbpe } from "../../tokens/vocab-file.ts";
import { wholeFile } from "../../read/whole-file.ts";

/** Errors of what a file says. */
const OF_A_FILE: ReadonlySet<unknown> = new Set(["HF_INVALID_FILE", "HF_UNSUPPORTED_FILE", "BPE_INVALID_RANKS"]);

/** What goes into the module. */
export interface PackSourceOptions {
  /** What the module exports. */
  readonly name: string;
  readonly chatTemplate: boolean;
}

/** @throws CommanderError, CliError, HfError */
export async function packSource(given: string, options: PackSourceOptions, command: Command): Promise<PackedModule> {
  const source = await modelSource(given, "windrow pack");
  if (source.kind === "hub") {
    const { id, revision } = source;
    return untilSignal((signal) => naming(given, () => packPretrained(id, { ...options, revision, signal })));
  }
  const { kind, path } = source;
  if (kind === "folder") return naming(given, () => packPretrained(resolve(path), options));
  refuseIdle(command, "chatTemplate", "with a file, which has no chat template", "Give its folder");
  const bytes = await wholeFile(path, MAX_VOCAB_BYTES);
  refuseMinbpe(path, bytes, "Give a tokenizer.json");
  return naming(path, async () => packTokenizer(bytes, { name: options.name }));
}

/** Errors are of the content; which file has it, only this one knows. */
async function naming(source: string, pack: () => Promise<PackedModule>): Promise<PackedModule> {
  try {
    return await pack();
  } catch (error) {
    if (error instanceof HfError && error.fields["option"] === "name")
      throw new CliError(
        `the module would export "${visibleText(String(error.fields["value"]))}", a word that JavaScript keeps for itself. ` +
          "Give it another name, such as -o qwen3.mjs.",
        { cause: error },
      );
    if (!(error instanceof Error) || !OF_A_FILE.has((error as NodeJS.ErrnoException).code)) throw error;
    throw unusable(source, error.message.replace(/\.$/, ""));
  }
}
