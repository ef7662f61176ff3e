/**
 * Encodes documents into part files: short ones in one call, long ones as a stream, whose ids are the same.
 * Special tokens in a document count as text: only the job itself puts `<|endoftext|>`.
 */
import type { DocumentTokenizer } from "../job/document-tokenizer.ts";
import type { PartWriter } from "./part-writer.ts";

export class DocumentEncoder {
  readonly #tokenizer: DocumentTokenizer;
  readonly #before: number | undefined;
  readonly #after: number | undefined;
  #long: LongDocument | undefined;

  /** @param before and after: ids put around each document */
  constructor(tokenizer: DocumentTokenizer, before: number | undefined, after: number | undefined) {
    this.#tokenizer = tokenizer;
    this.#before = before;
    this.#after = after;
  }

  /** Whether a document was begun and has not ended. */
  get isInDocument(): boolean {
    return this.#long !== undefined;
  }

  /** One part of a document, or all of it. All parts of one go to the same file. */
  async push(text: string, isLast: boolean, part: PartWriter): Promise<void> {
    if (this.#long === undefined && isLast) {
      this.pushWhole(text, part);
      return;
    }
    if (this.#long === undefined) {
      this.#long = new LongDocument(this.#tokenizer, part);
      if (this.#before !== undefined) part.writeOne(this.#before);
    }
    await this.#long.push(text);
    if (!isLast) return;
    const long = this.#long;
    this.#long = undefined;
    await long.finish();
    this.#end(part);
  }

  /** A document in one part, when none is begun: its text, or that in UTF-8. */
  pushWhole(text: string | Uint8Array, part: PartWriter): void {
    if (this.#before !== undefined) part.writeOne(this.#before);
    if (text.length > 0) this.#tokenizer.useOrdinary(text, (ids) => part.write(ids));
    this.#end(part);
  }

  /** Takes back what was written of a document that is to be left out; where none was begun, nothing. */
  async drop(): Promise<void> {
    const long = this.#long;
    this.#long = undefined;
    await long?.drop();
  }

  #end(part: PartWriter): void {
    if (this.#after !== undefined) part.writeOne(this.#after);
    part.endDocument();
  }
}

/** A document that comes in parts. */
class LongDocument {
  readonly #part: PartWriter;
  readonly #start: number;
  readonly #text: WritableStreamDefaultWriter<string>;
  readonly #written: Promise<void>;

  constructor(tokenizer: DocumentTokenizer, part: PartWriter) {
    this.#part = part;
    this.#start = part.tokens;
    const { readable, writable } = tokenizer.encodeStream({ disallowedSpecial: [] });
    this.#text = writable.getWriter();
    this.#written = this.#writeAll(readable);
    // Its failure is reported by `push` and `finish`.
    this.#written.catch(() => {});
    this.#text.closed.catch(() => {});
  }

  async push(text: string): Promise<void> {
    await this.#failing(this.#text.write(text));
  }

  async finish(): Promise<void> {
    await this.#failing(this.#text.close());
    await this.#written;
  }

  async drop(): Promise<void> {
    await this.#text.abort().catch(() => {});
    await this.#written.catch(() => {});
    await this.#part.takeBackTo(this.#start);
  }

  async #writeAll(ids: ReadableStream<Int32Array>): Promise<void> {
    for await (const some of ids) {
      this.#part.write(some);
      await this.#part.flush();
    }
  }

  /** Where writing the file fails, the stream only says that it was cancelled. */
  async #failing(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      await this.#written;
      throw error;
    }
  }
}
