/** Who does the work of `windrow prepare` and `windrow resume`. */
import { type Executor, rankFromEnvironment } from "@windrow/prepare";
import { type Command, Option } from "commander";
import { parseCount, parsePositive } from "../options.ts";

export interface ExecutorOptions {
  readonly executor: "threads" | "rank" | "bullmq";
  readonly threads?: number;
  readonly rank?: number;
  readonly worldSize?: number;
  readonly redis?: string;
  readonly json: boolean;
}

export function addExecutorOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--executor <kind>",
        "who does the work: threads of this process, one rank of several, workers of a queue",
      )
        .choices(["threads", "rank", "bullmq"])
        .default("threads"),
    )
    .option("--threads <n>", "threads of this process (default: one for each core)", parsePositive)
    .option("--rank <n>", "0 to world size - 1 (default: of a Slurm, Kubernetes or AWS Batch array)", parseCount)
    .option("--world-size <n>", "how many ranks there are, also when some run again", parsePositive)
    .option("--redis <url>", "where the queue is, for bullmq")
    .option("--json", "print a JSON event a line", false);
}

/**
 * The executor; undefined for a queue, whose workers are other processes.
 * @throws PrepareError PREPARE_INVALID_OPTION; CommanderError where options contradict one another
 */
export function executorOf(options: ExecutorOptions, command: Command): Executor | undefined {
  const { executor, threads, rank, worldSize, redis } = options;
  if (executor !== "rank" && (rank !== undefined || worldSize !== undefined))
    command.error("error: --rank and --world-size are for --executor rank. Add it, or leave them out.");
  if (executor !== "bullmq" && redis !== undefined)
    command.error("error: --redis is for --executor bullmq. Add it, or leave it out.");
  if (executor === "bullmq" && redis === undefined)
    command.error("error: --executor bullmq needs --redis, such as --redis redis://127.0.0.1:6379.");
  if (executor === "bullmq") return undefined;
  if (executor === "threads") return { kind: "threads", threads };
  return { kind: "rank", ...rankFromEnvironment({ rank, worldSize }), threads };
}
