#!/usr/bin/env node
/** The bin: runs the command line of this process. */
import { run } from "./cli.ts";
import { EXIT } from "./errors/exit-codes.ts";
import { processTerminal } from "./terminal/terminal.ts";

// A reader that has seen enough, such as `head`, closes the pipe: that is not a failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(EXIT.done);
  process.stderr.write(`windrow: cannot write the output: ${error.message}\n`);
  process.exit(EXIT.failed);
});
// Nobody reads what is said on the side: the results go on.
process.stderr.on("error", () => {});

const terminal = processTerminal();
// Takes away a line of progress; files that are being written are taken away on "exit".
process.once("SIGINT", () => {
  // A command that listens itself, such as prepare, ends when it has put its work away.
  if (process.listenerCount("SIGINT") > 0) return;
  if (terminal.showsProgress) process.stderr.write("\r\u001b[K");
  process.exit(EXIT.interrupted);
});

process.exitCode = await run(process.argv.slice(2), terminal);
