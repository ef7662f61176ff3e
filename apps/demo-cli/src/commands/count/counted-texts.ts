/** Counts the texts that were found: files on all cores, and what can be read only once, such as a pipe, one after the other. */
import { CliError } from "../../errors/cli-error.ts";
import { startProgress } from "../../terminal/progress.ts";
import { fileSize } from "../../read/file-size.ts";
import { failureLine, type FailedInput } from "../../read/each-input.ts";
import { GIVEN_TEXT, readInputChunks } from "../../read/inputs.ts";
import { shownName } from "../../read/read-errors.ts";
import { counted } from "../../show/numbers.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { type Special, specialRules } from "../../options/special-option.ts";
import type { TextTokenizer } from "../../tokens/text-tokenizer.ts";
import type { Outcome } from "./count-file.ts";
import { FilesCount } from "./count-files.ts";
import { countStream, type Sizes } from "./count-stream.ts";
import type { FoundTexts } from "./find-counted.ts";
import type { TokenizersOptions } from "./load-tokenizers.ts";
import { byTokens, sumSizes } from "./sum-sizes.ts";

/** Milliseconds after which other threads get files to count. */
const TURN_MS = 5;

export interface Counted extends Sizes {
  readonly path: string;
}

export interface CountedTexts {
  /** Names of the tokenizers. */
  readonly encodings: readonly string[];
  /** Those with the most tokens first. */
  readonly files: readonly Counted[];
  readonly total: Sizes;
  /** Left out. */
  readonly binary: readonly string[];
  readonly failed: readonly FailedInput[];
}

export interface CountTextsOptions extends TokenizersOptions {
  readonly special: Special;
  readonly text?: string;
  readonly threads?: number;
}

/** @throws what is wrong with the text where there is only one; CliError where a thread ends */
export async function countTexts(
  { paths, isNamed, failed }: FoundTexts,
  tokenizers: readonly TextTokenizer[],
  options: CountTextsOptions,
  terminal: Terminal,
): Promise<CountedTexts> {
  const outcomes =
    paths.length === 1 && isNamed(paths[0]!) && failed.length === 0
      ? [await countOne(paths[0]!, tokenizers, options, terminal)]
      : await countMany(paths, tokenizers, options, terminal);
  const files: Counted[] = [];
  const binary: string[] = [];
  const unusable = [...failed];
  for (const [i, path] of paths.entries()) {
    const outcome = outcomes[i]!;
    if (!("error" in outcome)) files.push({ path, ...outcome });
    else if (outcome.isBinary && !isNamed(path)) binary.push(path);
    else unusable.push({ file: path, error: outcome.error });
  }
  const encodings = tokenizers.map(({ name }) => name);
  const total = sumSizes(files, encodings.length);
  return { encodings, files: files.toSorted(byTokens), total, binary, failed: unusable };
}

/** As it is streamed. */
async function countOne(
  path: string,
  tokenizers: readonly TextTokenizer[],
  { special, text }: CountTextsOptions,
  terminal: Terminal,
): Promise<Sizes> {
  const progress = startProgress(path === GIVEN_TEXT ? "--text" : shownName(path), fileSize(path), terminal);
  try {
    const counting = { tokenizers, rules: specialRules(special) };
    return await countStream(readInputChunks(path, text), counting, progress.update);
  } finally {
    progress.end();
  }
}

async function countMany(
  paths: readonly string[],
  tokenizers: readonly TextTokenizer[],
  options: CountTextsOptions,
  terminal: Terminal,
): Promise<Outcome[]> {
  const { special, threads } = options;
  const count = new FilesCount({ options, special, threads });
  try {
    const outcomes: Outcome[] = Array.from({ length: paths.length });
    let [files, total] = [0, 0];
    let turn = performance.now();
    for (const [index, path] of paths.entries()) {
      const bytes = fileSize(path);
      if (bytes === undefined) {
        outcomes[index] = await outcomeOf(path, () => countOne(path, tokenizers, options, terminal));
        continue;
      }
      files++;
      total += bytes;
      count.add(index, { path, bytes });
      if (performance.now() - turn < TURN_MS) continue;
      await new Promise((done) => setImmediate(done));
      turn = performance.now();
    }
    const progress = startProgress(counted(files, "file"), total, terminal);
    const counting = { tokenizers, rules: specialRules(special) };
    const found = await count.finish(counting, progress.update).finally(progress.end);
    for (const [index, outcome] of found) outcomes[index] = outcome;
    return outcomes;
  } finally {
    await count.end();
  }
}

async function outcomeOf(path: string, count: () => Promise<Sizes>): Promise<Outcome> {
  try {
    return await count();
  } catch (error) {
    return { error: failureLine(path, error), isBinary: error instanceof CliError && error.code === "CLI_BINARY" };
  }
}
