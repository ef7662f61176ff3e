/** The pieces of a SentencePiece model, by id and by text: ModelInterface::InitializePieces of sentencepiece 0.2. */
import { invalidFile, shown } from "../fields/fields.ts";
import { BYTE, CONTROL, type SentencePieceFile, UNKNOWN, UNUSED, USER_DEFINED } from "./model-file.ts";

/** The character that stands for a space. */
export const SPACE_SYMBOL = "\u2581";

const BYTE_TOKEN = /^<0x([\dA-F]{2})>$/;

export class Pieces {
  readonly file: SentencePieceFile;
  /** Those that a text may have: normal, user-defined and unused ones. */
  readonly inTexts: Map<string, number> = new Map();
  /** Unknown, control and byte pieces, which come first where a text is both. */
  readonly reserved: Map<string, number> = new Map();
  readonly unkId: number;
  /** Ids of the bytes, where what is unknown is given by its bytes. */
  readonly byteIds: readonly number[] | undefined;

  /** @throws HfError HF_INVALID_FILE */
  constructor(file: SentencePieceFile, name: string) {
    this.file = file;
    const { texts, types, trainer } = file;
    const byteIds = new Map<number, number>();
    let unkId = -1;
    for (const [id, text] of texts.entries()) {
      const place = `${name}, piece ${id},`;
      const type = types[id]!;
      if (text === "") throw invalidFile(place, "has no text.");
      const known = type === UNKNOWN || type === CONTROL || type === BYTE ? this.reserved : this.inTexts;
      const other = known.get(text);
      if (other !== undefined) throw invalidFile(place, `is ${shown(text)}, as is piece ${other}.`, { text });
      known.set(text, id);
      if (type === UNKNOWN) {
        if (unkId >= 0)
          throw invalidFile(place, `is an unknown piece, as is piece ${unkId}; expected exactly one.`, { text });
        unkId = id;
      }
      if (type !== BYTE) continue;
      const byte = BYTE_TOKEN.exec(text)?.[1];
      if (byte === undefined)
        throw invalidFile(place, `is ${shown(text)}; expected a byte such as "<0x0A>".`, { text });
      if (!trainer.byteFallback) throw invalidFile(place, `is the byte ${text}, but byte_fallback is false.`, { text });
      byteIds.set(Number.parseInt(byte, 16), id);
    }
    if (unkId < 0) throw invalidFile(name, "has no unknown piece.");
    if (trainer.byteFallback && byteIds.size < 256)
      throw invalidFile(name, `has ${byteIds.size} of the 256 bytes, but byte_fallback is true.`);
    this.unkId = unkId;
    if (trainer.byteFallback) this.byteIds = Array.from({ length: 256 }, (_, byte) => byteIds.get(byte)!);
  }

  /** Undefined where it is not a piece. */
  idOf(text: string): number | undefined {
    return this.reserved.get(text) ?? this.inTexts.get(text);
  }

  isOfType(id: number, type: number): boolean {
    return this.file.types[id] === type;
  }

  get userDefined(): string[] {
    return this.file.texts.filter((_, id) => this.isOfType(id, USER_DEFINED));
  }

  get hasUnused(): boolean {
    return this.file.types.includes(UNUSED);
  }
}
