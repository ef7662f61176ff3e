/** Whether bytes are those that the hub meant: SHA-256 of large files, git's id of small ones. */
import { sha256 } from "@windrow/core";
import { sha1 } from "./sha1.ts";

/** What it may be: 64 digits of SHA-256, or 40 of a git blob. */
export function isHash(text: unknown): text is string {
  return typeof text === "string" && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

/** @param hash for which {@link isHash} */
export function hasHash(bytes: Uint8Array, hash: string): boolean {
  if (hash.length === 64) return sha256(bytes) === hash;
  const header = new TextEncoder().encode(`blob ${bytes.length}\0`);
  const blob = new Uint8Array(header.length + bytes.length);
  blob.set(header);
  blob.set(bytes, header.length);
  return sha1(blob) === hash;
}
