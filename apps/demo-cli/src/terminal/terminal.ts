/** Where a command writes, and what it may do there. */
import { fitText } from "../show/fit-text.ts";
import { ERASE_LINE, styleTag, terminalText } from "../show/own-sequences.ts";
import { wrapWords } from "../show/wrap-words.ts";
import { DEFAULT_COLUMNS, terminalColumns, wantsColour } from "./terminal-settings.ts";

/** Where a command writes to, and for whom. */
export interface Terminal {
  /** Results, and nothing else. */
  readonly stdout: (text: string) => void;
  /** Everything a person should see that is not the result. */
  readonly stderr: (text: string) => void;
  /** Whether results may be emphasised and coloured. */
  readonly isStyled: boolean;
  /** Whether a person is watching stderr. */
  readonly showsProgress: boolean;
  /** Whether errors may be coloured. */
  readonly styledErrors?: boolean;
  /** Whether something other than a person's keyboard is on standard input: a text may be read from it unasked. */
  readonly hasPipedInput?: boolean;
  /** Columns that a line of results may have; 80 where that is not known. */
  readonly columns?: number;
  /** The same of stderr, for progress: stdout may be a file. */
  readonly stderrColumns?: number;
  /** Whether stdout is a terminal: there a text of others is made visible before it is written, and long names are cut. Default: false. */
  readonly isTerminal?: boolean;
  /** Results that are bytes, to the same place as `stdout`. By default they are written as UTF-8 text. */
  readonly stdoutBytes?: (bytes: Uint8Array) => void;
}

/** A terminal that nothing harmful gets through to, whoever wrote it. All commands write to one. */
export interface GuardedTerminal extends Terminal {
  /** Results as they are. Only for a file on standard output, the page of `report -o -`, which is not lines for a person. */
  readonly rawStdout: (text: string) => void;
  /** The same for bytes. */
  readonly rawStdoutBytes: (bytes: Uint8Array) => void;
}

/** The same terminal behind `terminalText`: a command that forgets to make a name visible does no harm. */
export function guarded(terminal: Terminal): GuardedTerminal {
  return {
    ...terminal,
    stdout: (text) => terminal.stdout(terminalText(text)),
    stderr: (text) => terminal.stderr(terminalText(text)),
    rawStdout: terminal.stdout,
    rawStdoutBytes: terminal.stdoutBytes ?? ((bytes) => terminal.stdout(Buffer.from(bytes).toString("utf8"))),
  };
}

/** The process' own streams; COLUMNS, NO_COLOR, FORCE_COLOR and TERM=dumb are respected. */
export function processTerminal(): Terminal {
  const { env, stdin, stdout, stderr } = process;
  return {
    stdout: (text) => stdout.write(text),
    stderr: (text) => stderr.write(text),
    isStyled: wantsColour(env, Boolean(stdout.isTTY)),
    showsProgress: Boolean(stderr.isTTY) && env.TERM !== "dumb",
    styledErrors: wantsColour(env, Boolean(stderr.isTTY)),
    hasPipedInput: !stdin.isTTY,
    columns: terminalColumns(env, stdout.columns),
    stderrColumns: terminalColumns(env, stderr.columns),
    isTerminal: Boolean(stdout.isTTY),
    stdoutBytes: (bytes) => stdout.write(bytes),
  };
}

/** Columns that a line may have. */
export function columnsOf({ columns }: Terminal): number {
  return columns ?? DEFAULT_COLUMNS;
}

export function bold(text: string, { isStyled }: Terminal): string {
  return isStyled ? `${styleTag("1")}${text}${styleTag("22")}` : text;
}

export function dim(text: string, { isStyled }: Terminal): string {
  return isStyled ? `${styleTag("2")}${text}${styleTag("22")}` : text;
}

/** For an error's first word. */
export function red(text: string, { styledErrors }: Terminal): string {
  return styledErrors === true ? `${styleTag("1;31")}${text}${styleTag("0")}` : text;
}

/** What to type next, on stderr and only where a person is watching. */
export function hint(text: string, terminal: Terminal): void {
  if (!terminal.showsProgress) return;
  terminal.stderr(`${dim(wrapWords(text, terminal.stderrColumns ?? DEFAULT_COLUMNS).join("\n"), terminal)}\n`);
}

/** Shows a line, if there is one, on stderr while `work` runs, and takes it away again; nothing off a terminal. */
export async function withProgress<T>(
  line: string | undefined,
  terminal: Terminal,
  work: () => Promise<T>,
): Promise<T> {
  if (line === undefined || !terminal.showsProgress) return work();
  terminal.stderr(fitText(line, (terminal.stderrColumns ?? DEFAULT_COLUMNS) - 1));
  try {
    // The work may block; let the line be written first.
    await new Promise((resolve) => setTimeout(resolve));
    return await work();
  } finally {
    terminal.stderr(ERASE_LINE);
  }
}
