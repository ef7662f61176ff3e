/** Which rank of how many this process is, as schedulers say it. */
import { checkOptions, wording, type Wording, type WordingPart } from "@windrow/core";
import { PrepareError, fail } from "../errors.ts";

/** One of `worldSize` processes that share a job: it has the tasks whose index leaves `rank` when divided by it. */
export interface Rank {
  /** 0 to worldSize - 1. */
  readonly rank: number;
  readonly worldSize: number;
}

/** Variables with the index of an array task: of Slurm, of Kubernetes' indexed jobs, of AWS Batch. */
const VARIABLES = ["SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX", "AWS_BATCH_JOB_ARRAY_INDEX"] as const;

/**
 * The rank of this process. The world size is never taken from the environment: Slurm's number of tasks,
 * for one, is smaller when a part of an array is submitted again, and then other tasks would be done.
 * @param given what a user said; a rank that was given comes before the environment's
 * @throws PrepareError PREPARE_INVALID_OPTION
 * @example
 * rankFromEnvironment({ worldSize: 16 }); // in task 3 of an array: { rank: 3, worldSize: 16 }
 */
export function rankFromEnvironment(
  given: { readonly rank?: number | undefined; readonly worldSize?: number | undefined },
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Rank {
  checkOptions(fail, given, ["rank", "worldSize"]);
  const variable = VARIABLES.find((name) => environment[name] !== undefined && environment[name] !== "");
  if (given.rank === undefined && variable === undefined) {
    throw invalidRank(
      wording`no rank is given, and none of ${VARIABLES.join(", ")} is set; set ${RANK} to a number of at least 0 and less than ${{ option: "worldSize" }}.`,
    );
  }
  const source = given.rank === undefined ? variable! : RANK;
  const rank = given.rank ?? Number(environment[variable!]);
  return checkRank({ rank, worldSize: given.worldSize }, source);
}

/** @throws PrepareError PREPARE_INVALID_OPTION */
export function checkRank(
  { rank, worldSize }: { readonly rank: number; readonly worldSize: number | undefined },
  source: WordingPart = RANK,
): Rank {
  if (worldSize === undefined) {
    throw invalidRank(
      wording`${source} is ${rank}, but no world size is given; expected the total number of ranks, the same for each of them.`,
    );
  }
  if (!(Number.isSafeInteger(worldSize) && worldSize >= 1))
    throw invalidRank([`the world size is ${worldSize}; expected an integer of at least 1.`]);
  if (!(Number.isSafeInteger(rank) && rank >= 0 && rank < worldSize))
    throw invalidRank(
      wording`${source} is ${rank}; expected an integer from 0 to ${worldSize - 1}, below the world size of ${worldSize}.`,
    );
  return { rank, worldSize };
}

const RANK: WordingPart = { option: "rank" };

function invalidRank(message: Wording): PrepareError {
  return new PrepareError("PREPARE_INVALID_OPTION", message, { option: "rank" });
}
