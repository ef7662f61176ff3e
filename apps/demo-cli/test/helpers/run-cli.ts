/**
 * Runs a command line within the test's process and keeps what it wrote. Whatever a test is about, what was
 * written is also held against what is true of every command: nothing in it acts on a terminal, and options
 * that messages name are there.
 */
import { expect } from "vitest";
import { program, run } from "../../src/cli.ts";
import { guarded, type Terminal } from "../../src/terminal/terminal.ts";

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function runCli(args: readonly string[], options: Partial<Terminal> = {}): Promise<Finished> {
  let [stdout, stderr] = ["", ""];
  const terminal = {
    stdout: (text: string) => void (stdout += text),
    stderr: (text: string) => void (stderr += text),
    isStyled: false,
    showsProgress: false,
    ...options,
  };
  const code = await run(args, terminal);
  if (!isExact(args, options)) expectHarmless(stdout, terminal.isStyled);
  expectHarmless(stderr, terminal.isStyled || terminal.showsProgress);
  expectOptionsAreThere(args, stderr);
  return { code, stdout, stderr };
}

/** What writes a text of others as it is: the page on standard output, and parts of a text where no terminal shows them. */
function isExact(args: readonly string[], { isTerminal = false }: Partial<Terminal>): boolean {
  if (/ (-o|--output)[ =]-( |$)/.test(` ${args.join(" ")}`)) return true;
  return ["truncate", "decode"].includes(args[0]!) && !args.includes("--json") && !isTerminal;
}

/** The styles, colours and erasing of a line that windrow has; bold and dim of hints are among them. */
const OWN = /\u001b\[(?:0|1|1;31|1;4|2|22|1;33|22;39|3[1256]|39|38;5;16;48;5;\d+|1;38;5;231;48;5;54)m|\r\u001b\[K/g;

/** C0 but for line ends, DEL, C1, separators, marks of direction, and what can't be seen; halves of pairs. */
const HARMFUL =
  // oxlint-disable-next-line no-control-regex
  /[\0-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\p{Cs}\u{e0000}-\u{e007f}]/u;

/** @param hasOwn whether windrow's own sequences may be in it */
export function expectHarmless(text: string, hasOwn: boolean): void {
  const rest = hasOwn ? text.replaceAll(OWN, "") : text;
  const at = rest.search(HARMFUL);
  // A matcher of the whole would print a megabyte, escapes included.
  expect(at < 0 ? "harmless" : JSON.stringify(rest.slice(Math.max(0, at - 40), at + 20))).toBe("harmless");
}

/** Every `--option` that an error or a hint names is one of the command, or of the one that it names before it. */
export function expectOptionsAreThere(args: readonly string[], stderr: string): void {
  const root = program(guarded({ stdout: () => {}, stderr: () => {}, isStyled: false, showsProgress: false }));
  const longsOf = (name: string | undefined): string[] => {
    const command = root.commands.find((one) => one.name() === name);
    return [root, ...(command ? [command] : [])].flatMap(({ options }) => options.flatMap(({ long }) => long ?? []));
  };
  const said = stderr.split(/\nUsage: /)[0]!;
  for (const [mention, before, option] of said.matchAll(/([^\n]*?)(?<![\w-])(--[a-z][a-z-]*)/g)) {
    // What was typed is echoed.
    if (args.some((arg) => arg.startsWith(option!))) continue;
    const owner = /.*\bwindrow (\w+)|(\w+)'s $/.exec(before!);
    const known = ["--help", "--version", ...longsOf(args[0]), ...longsOf(owner?.[1] ?? owner?.[2])];
    expect(known, mention).toContain(option);
  }
}
