/** Where a command writes, and what it may do there. */

export interface Terminal {
  /** Results, and nothing else. */
  readonly stdout: (text: string) => void;
  /** Everything a person should see that is not the result. */
  readonly stderr: (text: string) => void;
  /** Whether results may be emphasised. */
  readonly isStyled: boolean;
  /** Whether a person is watching stderr. */
  readonly showsProgress: boolean;
}

/** The process' own streams; NO_COLOR and TERM=dumb are heeded. */
export function processTerminal(): Terminal {
  const { NO_COLOR, TERM } = process.env;
  return {
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    isStyled: Boolean(process.stdout.isTTY) && !NO_COLOR && TERM !== "dumb",
    showsProgress: Boolean(process.stderr.isTTY) && TERM !== "dumb",
  };
}

export function bold(text: string, { isStyled }: Terminal): string {
  return isStyled ? `\u001b[1m${text}\u001b[22m` : text;
}

export function dim(text: string, { isStyled }: Terminal): string {
  return isStyled ? `\u001b[2m${text}\u001b[22m` : text;
}

/** Shows a line, if there is one, on stderr while `work` runs, and takes it away again; nothing off a terminal. */
export async function withProgress<T>(
  line: string | undefined,
  terminal: Terminal,
  work: () => Promise<T>,
): Promise<T> {
  if (line === undefined || !terminal.showsProgress) return work();
  terminal.stderr(line);
  try {
    // The work may block; let the line be written first.
    await new Promise((resolve) => setTimeout(resolve));
    return await work();
  } finally {
    terminal.stderr("\r\u001b[K");
  }
}
