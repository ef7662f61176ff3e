#!/usr/bin/env node
/** The bin: runs the command line of this process. */
import { run } from "./cli.ts";
import { processTerminal } from "./terminal.ts";

// A reader that has seen enough, such as `head`, closes the pipe: that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  process.stderr.write(`windrow: cannot write the output: ${error.message}\n`);
  process.exit(1);
});

process.exitCode = await run(process.argv.slice(2), processTerminal());
