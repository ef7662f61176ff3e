/**
 * The commands in the ```sh, ```bash and ```console blocks of a Markdown page. In a console block a
 * command stands behind "$ ", and what follows is what it prints.
 */
import { readFileSync } from "node:fs";

/** The blocks of a page: the line each begins in, and its commands with what they print where that is shown. */
export function readCommandBlocks(page) {
  const text = readFileSync(page, "utf8");
  return [...text.matchAll(/^```(sh|bash|console)\n(.*?)^```/gms)].map((match) => ({
    line: text.slice(0, match.index).split("\n").length,
    commands: match[1] === "console" ? commandsWithOutput(match[2]) : commandsOf(match[2]),
  }));
}

/** One command a line, or on several that end in a backslash; without the comments behind them. */
function commandsOf(block) {
  return block
    .replaceAll(/\\\n\s*/g, "")
    .split("\n")
    .flatMap((line) => line.replace(/(?:^|\s+)# .*$/, "").split(/\s+&&\s+/))
    .filter(Boolean)
    .map((command) => ({ command: command.trim(), prints: undefined }));
}

function commandsWithOutput(block) {
  return block
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf("\n");
      return { command: part.slice(0, end), prints: part.slice(end + 1) };
    });
}

/** The words of a command, quotes left out. */
export function wordsOf(command) {
  return [...command.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
}
