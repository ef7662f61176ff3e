/** Exit codes of every command. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  /** Some of several files failed; the results of the others are there. */
  incomplete: 3,
  /** Ctrl-C, and SIGTERM where a job can go on: 128 and the number of SIGINT, as shells have it. */
  interrupted: 130,
} as const;

const EXIT_OF_CODE: ReadonlyMap<unknown, number> = new Map([
  ["CLI_INCOMPLETE", EXIT.incomplete],
  ["CLI_INTERRUPTED", EXIT.interrupted],
  ["PREPARE_INVALID_OPTION", EXIT.usage],
  ["BPE_INVALID_OPTION", EXIT.usage],
]);

/** The exit code for what a command threw, by its `code`. */
export function exitCodeOf(error: unknown): number {
  return EXIT_OF_CODE.get(Object(error).code) ?? EXIT.failed;
}
