export interface Block {
  readonly line: number;
  readonly code: string;
  readonly prints: readonly string[];
}
export function readBlocks(page: string): Block[];
export function readCommonBlocks(page: string): Block[];
export function readPythonBlocks(page: string): Block[];
