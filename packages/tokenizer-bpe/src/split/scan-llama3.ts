/**
 * The split patterns of Llama 3 and of Qwen 2, by hand. Hot.
 *
 *     (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+
 *
 * That is cl100k's without its `\s++$`: white space at the end of a text is parted behind its last line end. Qwen 2 has
 * `\p{N}` for `\p{N}{1,3}`. Input as in scan-runs.ts.
 */
import { CLASS_BY_BYTE, NUMBER, SPACE, WIDE } from "./character-classes.ts";
import { scanCl100k } from "./scan-cl100k.ts";
import { classAt, lastSpacePieceEnd, runEnd } from "./scan-runs.ts";

/**
 * Where the piece that begins at `start`, before `limit`, ends.
 * @param isFinal whether the text ends at `limit`; if not, a piece that may reach beyond it ends there
 */
export function scanLlama3(bytes: Uint8Array, start: number, limit: number, isFinal: boolean): number {
  const end = scanCl100k(bytes, start, limit);
  if (end !== limit || !isFinal || runEnd(bytes, start, SPACE) !== limit) return end;
  return lastSpacePieceEnd(bytes, start, limit);
}

/** The same for Qwen 2, whose numbers are pieces of one character. */
export function scanQwen2(bytes: Uint8Array, start: number, limit: number, isFinal: boolean): number {
  if ((CLASS_BY_BYTE[bytes[start]!]! & (NUMBER | WIDE)) !== 0) {
    const found = classAt(bytes, start);
    if ((found & NUMBER) !== 0) return start + (found >> 8);
  }
  return scanLlama3(bytes, start, limit, isFinal);
}
