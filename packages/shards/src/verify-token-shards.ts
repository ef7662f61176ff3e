/** Compares every byte of a set with the sha256 of its manifest. */
import { invalidOption } from "@windrow/core";
import { dirname, resolve } from "node:path";
import { fail } from "./options.ts";
import { compareInTurns } from "./compare-with-manifest.ts";
import type { TokenShardManifest } from "./manifest.ts";
import { openTokenShards } from "./open-token-shards.ts";

/**
 * Reads a set through and compares all of it with its manifest: for after a copy, or before a long
 * training. About 1 s for each GB; the event loop has its turn after each 256 KiB.
 * @param path the folder of the set, or its manifest.json
 * @returns the manifest
 * @throws ShardsError as openTokenShards; DATASET_SHARD_CORRUPT with the file
 * @example
 * const { tokens } = await verifyTokenShards("data"); // 123456
 */
export async function verifyTokenShards(path: string): Promise<TokenShardManifest> {
  const tokens = openTokenShards(path);
  tokens.close();
  if (tokens.manifest === undefined)
    throw invalidOption(fail, "path", path, "a set with a manifest.json, which has the checksums");
  const folder = path.endsWith(".json") ? dirname(resolve(path)) : resolve(path);
  await compareInTurns(tokens.manifest, folder);
  return tokens.manifest;
}
