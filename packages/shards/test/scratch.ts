/** Folders and files for the tests of shards, gone when the test is. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { type OpenOptions, openTokenShards, type TokenShards, TokenShardWriter } from "../src/index.ts";

export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "windrow-shards-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a file and gives its path. */
export function scratchFile(name: string, bytes: Uint8Array, folder: string = scratchFolder()): string {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

export const fromHex = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));

/** Opened until the test is finished. */
export function open(paths: string | readonly string[], options?: OpenOptions): TokenShards {
  const tokens = openTokenShards(paths, options);
  onTestFinished(() => tokens.close());
  return tokens;
}

export function allOf(tokens: TokenShards): number[] {
  const out = new Int32Array(tokens.length);
  tokens.read(0, out);
  return [...out];
}

type WriterOptions = Parameters<typeof TokenShardWriter.create>[1];

/** A set of the documents, each ended; or of ids with no documents. Gives its folder. */
export async function writeSet(
  options: WriterOptions,
  { documents, ids = [] }: { documents?: readonly number[][]; ids?: ArrayLike<number> },
): Promise<string> {
  const folder = scratchFolder();
  const writer = await TokenShardWriter.create(folder, options);
  await writer.write(ids);
  for (const document of documents ?? []) {
    await writer.write(document);
    await writer.endDocument();
  }
  await writer.close();
  return folder;
}

/** An error with this code, whose message fits. */
export const error = (code: string, message: RegExp): Error =>
  expect.objectContaining({ code, message: expect.stringMatching(message) }) as Error;
