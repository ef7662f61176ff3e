/** Options that most commands have. */
import { Option } from "commander";

/** `--text <text>`: a text on the command line instead of a file. */
export function textOption(): Option {
  return new Option("-t, --text <text>", "use this text instead of a file");
}

/** `--json` */
export function jsonOption(): Option {
  return new Option("--json", "print one JSON object instead").default(false);
}

/** `--whitespace` */
export function whitespaceOption(): Option {
  return new Option(
    "-w, --whitespace",
    "make white space visible: \u00b7 \u2192 \u21b5 (without colour it always is)",
  ).default(false);
}
