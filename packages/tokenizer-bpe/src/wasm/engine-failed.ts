/** A bug of the engine in WebAssembly, with what is needed to report it. */
import { BpeError } from "../errors.ts";
import { scannerOfSplit } from "../split/scan-table.ts";
import { TextWindow } from "../split/text-window.ts";
import type { VocabularySource } from "../vocabulary/vocabulary-source.ts";
import { Instance } from "./instance.ts";
import { isScanned, type ScannedSplit, type Split } from "../split/split.ts";

/**
 * @param bytes of the text that was in the engine's memory
 * @returns an error whose field `piece` has the bytes of the piece that fails by itself, or else all of them
 */
export function engineFailed(cause: unknown, bytes: Uint8Array, split: Split, source: VocabularySource): BpeError {
  const piece = (isScanned(split) ? failingPiece(bytes, split, source) : undefined) ?? bytes;
  return new BpeError(
    "BPE_ENGINE_FAILED",
    "The WebAssembly engine failed, so the TypeScript engine answered instead: the ids are correct. " +
      "Please report this with fields.piece, the bytes that it failed at.",
    { piece, cause },
  );
}

/** With another instance, of which there may be none any more. */
function failingPiece(bytes: Uint8Array, split: ScannedSplit, source: VocabularySource): Uint8Array | undefined {
  const scan = scannerOfSplit(split);
  const window = new TextWindow();
  window.appendBytes(bytes);
  const instance = tryInstance(split, source);
  if (instance === undefined) return undefined;
  const { exports, text } = instance;
  for (let start = 0; start < bytes.length;) {
    const end = Math.min(bytes.length, Math.max(start + 1, scan(window.bytes, start, bytes.length, true)));
    const piece = bytes.subarray(start, end);
    try {
      text.set(piece);
      exports.encodeWhole(piece.length, piece.length);
    } catch {
      return piece.slice();
    }
    start = end;
  }
  return undefined;
}

function tryInstance(split: ScannedSplit, source: VocabularySource): Instance | undefined {
  try {
    return new Instance(split, source);
  } catch {
    return undefined;
  }
}
