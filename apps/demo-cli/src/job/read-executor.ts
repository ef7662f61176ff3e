/** Who does the work, as a command line says it. */
import { type Executor, rankFromEnvironment } from "@windrow/prepare";
import type { Command } from "commander";
import type { ExecutorOptions } from "./executor-options.ts";

/** An executor of this process, or a queue of others. */
export type ChosenExecutor = Executor | { readonly kind: "bullmq"; readonly redis: string };

/** @throws CommanderError for options that do not go together; PrepareError for a rank that does not exist */
export function readExecutor(options: ExecutorOptions, command: Command): ChosenExecutor {
  const { threads, rank, worldSize, redis } = options;
  const asksRank = rank !== undefined || worldSize !== undefined;
  const kind = options.executor ?? (redis !== undefined ? "bullmq" : asksRank ? "rank" : "threads");
  if (kind !== "rank" && asksRank)
    command.error(`error: --rank and --world-size apply only to --executor rank, not to ${kind}. Leave them out.`);
  if (kind !== "bullmq" && redis !== undefined)
    command.error(`error: --redis applies only to --executor bullmq, not to ${kind}. Leave one out.`);
  if (kind === "threads") return { kind, threads };
  if (kind === "rank") {
    if (worldSize === undefined)
      command.error("error: no world size given. Give --world-size N, the total number of ranks, to each of them.");
    return { kind, ...rankFromEnvironment({ rank, worldSize }), threads };
  }
  if (redis === undefined) command.error("error: --executor bullmq needs --redis URL.");
  if (threads !== undefined) command.error("error: --threads has no effect here: give it to windrow worker.");
  return { kind, redis };
}
