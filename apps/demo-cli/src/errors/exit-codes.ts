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
