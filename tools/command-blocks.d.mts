export interface Command {
  readonly command: string;
  readonly prints: string | undefined;
}
export interface CommandBlock {
  readonly line: number;
  readonly commands: readonly Command[];
}
export function readCommandBlocks(page: string): CommandBlock[];
export function wordsOf(command: string): string[];
