/** Runs `windrow train`. */
import { statSync } from "node:fs";
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";
import { trainBpe, type TrainProgress } from "@windrow/tokenizer-bpe/train";
import { wordingOf } from "@windrow/core";
import type { Command } from "commander";
import { asOptions } from "../../errors/as-options.ts";
import { CliError } from "../../errors/cli-error.ts";
import { checkOutput, writeOutput } from "../../write/output-file.ts";
import { untilSignal } from "../../terminal/until-signal.ts";
import { duration } from "../../terminal/progress.ts";
import { findInputs } from "../../read/find-inputs.ts";
import { shownName } from "../../read/read-errors.ts";
import { readUtf8Chunks } from "../../read/read-utf8-chunks.ts";
import { counted, grouped } from "../../show/numbers.ts";
import { safeJson } from "../../show/safe-json.ts";
import { hint, type Terminal } from "../../terminal/terminal.ts";
import { descriptionPath, type VocabDescription } from "../../tokens/vocab-file.ts";
import { describeFiles, readTraining, removeTraining, trainingPath, writeTraining } from "./training-file.ts";
import { startTrainReporter } from "./train-reporter.ts";

/** What the command line said. */
export interface TrainCommandOptions {
  readonly output: string;
  readonly vocabSize: number;
  readonly pattern: string;
  readonly specialToken: readonly string[];
  readonly minFrequency: number;
  readonly threads?: number;
  readonly resume: boolean;
  readonly force: boolean;
  readonly json: boolean;
}

/** @throws CommanderError, CliError, BpeError */
export async function runTrain(
  named: readonly string[],
  options: TrainCommandOptions,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const { output, vocabSize, pattern, specialToken, minFrequency, threads, json } = options;
  if (!/\.(tiktoken|json)$/.test(output))
    command.error(`error: ${shownName(output)} is not the name of a vocabulary file. Give NAME.tiktoken or NAME.json.`);
  const paths = await findInputs(named, undefined, command, terminal);
  await checkOutputs(paths, options, terminal);
  const files = await describeFiles(paths);
  const resume = options.resume ? await readTraining(output, files) : undefined;
  const reporter = startTrainReporter(sizeOfAll(paths), json, terminal);
  const started = performance.now();
  let last: TrainProgress | undefined;
  try {
    const tokenizer = await untilSignal((signal) =>
      trainBpe(textsOf(paths), {
        name: output.replace(/^.*[\\/]/, "").replace(/\.(tiktoken|json)$/, ""),
        vocabSize,
        pattern,
        specialTokens: specialToken,
        minFrequency,
        threads,
        resume,
        signal,
        checkpoint: { save: (state) => writeTraining(output, files, state) },
        onProgress(progress) {
          last = progress;
          reporter.update(progress);
        },
      }).catch((error: unknown) => {
        // What stopped it otherwise, such as a full disk, is said instead.
        throw signal.aborted && error === signal.reason ? interrupted(output, error) : error;
      }),
    );
    await writeVocabulary(output, pattern, tokenizer);
    await removeTraining(output);
    reporter.end();
    tellResult(tokenizer, last!, (performance.now() - started) / 1000, paths, options, terminal);
  } catch (error) {
    const { code, message } = Object(error) as { code?: unknown; message?: unknown };
    const said = error instanceof Error ? asOptions(wordingOf(error), command) : message;
    reporter.event({ event: code === "CLI_INTERRUPTED" ? "interrupted" : "error", code, message: said });
    throw error;
  } finally {
    reporter.end();
  }
}

async function checkOutputs(
  paths: readonly string[],
  { output, force, resume }: TrainCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const canAsk = terminal.showsProgress && Boolean(process.stdin.isTTY) && !paths.includes("-");
  for (const input of paths) await checkOutput(output, { force, canAsk, input });
  const training = trainingPath(output);
  if (resume || force || statSync(training, { bigint: true, throwIfNoEntry: false }) === undefined) return;
  throw new CliError(
    `the training of ${shownName(output)} was interrupted (${shownName(training)}). Add --resume to continue it, or --force to start over.`,
  );
}

async function* textsOf(paths: readonly string[]): AsyncGenerator<AsyncIterable<string>> {
  for (const path of paths) yield partsOf(path);
}

/** A byte order mark at the beginning is not part of the text. */
async function* partsOf(path: string): AsyncGenerator<string> {
  let isFirst = true;
  for await (const { text } of readUtf8Chunks(path)) {
    yield isFirst ? text.replace(/^\ufeff/, "") : text;
    isFirst = false;
  }
}

function sizeOfAll(paths: readonly string[]): number | undefined {
  const sizes = paths.map((path) =>
    path === "-" ? undefined : statSync(path, { bigint: true, throwIfNoEntry: false }),
  );
  if (!sizes.every((stats) => stats?.isFile())) return undefined;
  return sizes.reduce((sum, stats) => sum + Number(stats!.size), 0);
}

/** What was done is saved before the signal is thrown. */
function interrupted(output: string, cause: unknown): CliError {
  const message = `interrupted. What is done is kept in ${shownName(trainingPath(output))}: run the same command with --resume to continue.`;
  return new CliError(message, { code: "CLI_INTERRUPTED", cause });
}

async function writeVocabulary(output: string, pattern: string, tokenizer: BpeTokenizer): Promise<void> {
  if (output.endsWith(".json")) {
    await writeOutput(output, `${tokenizer.toTokenizerJson()}\n`);
    return;
  }
  const { name, fingerprint, specialTokens } = tokenizer;
  const description: VocabDescription = {
    name,
    pattern,
    specialTokens: Object.fromEntries(specialTokens),
    fingerprint,
  };
  await writeOutput(descriptionPath(output), `${safeJson(description, 2)}\n`);
  await writeOutput(output, tokenizer.toTiktoken());
}

function tellResult(
  { vocabSize, fingerprint, specialTokens }: BpeTokenizer,
  { bytes, words, merges, wantedMerges, stopped }: TrainProgress,
  seconds: number,
  paths: readonly string[],
  { output, json }: TrainCommandOptions,
  terminal: Terminal,
): void {
  const result = { output, vocabSize, merges, wantedMerges, files: paths.length, bytes, words, seconds, fingerprint };
  if (json) {
    terminal.stdout(`${safeJson({ event: "done", ...result, ...(stopped === undefined ? {} : { stopped }) })}\n`);
    return;
  }
  const special = specialTokens.size === 0 ? "" : `, ${counted(specialTokens.size, "special token")}`;
  terminal.stdout(
    `${shownName(output)}: ${counted(vocabSize, "token")} (256 bytes, ${counted(merges, "merge")}${special})\n` +
      `from ${counted(paths.length, "file")}, ${grouped(bytes)} bytes, ${counted(words, "distinct word")}, in ${duration(seconds)}\n`,
  );
  if (stopped !== undefined)
    terminal.stderr(`windrow: stopped after ${grouped(merges)} of ${counted(wantedMerges, "merge")}: ${stopped}.\n`);
  hint(`Next: windrow tokenize FILE --vocab ${shownName(output)}`, terminal);
}
