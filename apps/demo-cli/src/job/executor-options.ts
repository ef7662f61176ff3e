/** Options of `prepare` and `resume` that say who does the work; nothing of them changes what comes out. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { parseCount, parsePositive } from "../options/parse-number.ts";

/** What the command line said. */
export interface ExecutorOptions {
  readonly executor?: "threads" | "rank" | "bullmq";
  readonly threads?: number;
  readonly rank?: number;
  readonly worldSize?: number;
  readonly redis?: string;
  readonly json: boolean;
}

export function addExecutorOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--executor <kind>", "who does the work (default: threads, one per core)").choices([
        "threads",
        "rank",
        "bullmq",
      ]),
    )
    .option("--threads <n>", "threads of this process", parsePositive)
    .option("--rank <n>", "rank of this process, from 0 (default: from Slurm, Kubernetes or AWS)", parseCount)
    .option("--world-size <n>", "number of ranks, the same for each of them", parsePositive)
    .addOption(redisOption())
    .addOption(new Option("--json", "print events, one JSON object per line").default(false));
}

/** `--redis <url>` */
export function redisOption(): Option {
  return new Option("--redis <url>", "Redis or Valkey of the queue, such as redis://host:6379").argParser(parseRedis);
}

function parseRedis(text: string): string {
  const protocol = URL.canParse(text) ? new URL(text).protocol : "";
  if (protocol === "redis:" || protocol === "rediss:") return text;
  throw new InvalidArgumentError("must be a URL such as redis://host:6379, or rediss://host:6380 for TLS.");
}
