/**
 * Reads `bpe_ranks` straight into the bytes of the tokens, without a text for each: 15 ms for o200k_base, where a list of
 * lines takes 700. It takes what the originals write: ranks that only grow, base64 with its padding, nothing else on a
 * line. What is otherwise, or wrong, is left to read-ranks.ts and the reader of files, which say what it is.
 */
import type { TokenBytes } from "@windrow/tokenizer-bpe/internal";

const [SPACE, LINE_FEED, MARK, PADDING] = [0x20, 0x0a, 0x21, 0x3d];
/** Ranks are below this, as the engine has them. */
const MAX_RANKS = 2 ** 20 - 1;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUES: Int8Array = /* @__PURE__ */ valuesOf(ALPHABET);

function valuesOf(alphabet: string): Int8Array {
  const values = new Int8Array(128).fill(-1);
  for (let i = 0; i < alphabet.length; i++) values[alphabet.charCodeAt(i)] = i;
  return values;
}

/** @returns undefined where the text is not as the originals write it */
export function parseRanks(text: string): TokenBytes | undefined {
  return new Reader(text).read();
}

class Reader {
  readonly #text: string;
  readonly #bytes: Uint8Array;
  #offsets = new Uint32Array(1 << 16);
  /** Where it reads, and writes. */
  #at = 0;
  #end = 0;
  /** Ranks so far, free ones between them included. */
  #size = 0;

  constructor(text: string) {
    this.#text = text;
    this.#bytes = new Uint8Array((text.length >> 2) * 3 + 3);
  }

  read(): TokenBytes | undefined {
    const text = this.#text;
    while (this.#at < text.length) {
      const isRead = text.charCodeAt(this.#at) === MARK ? this.#run() : this.#line();
      if (!isRead) return undefined;
      // The end of the line.
      if (this.#at < text.length && text.charCodeAt(this.#at++) !== LINE_FEED) return undefined;
    }
    if (this.#size === 0) return undefined;
    return { bytes: this.#bytes.slice(0, this.#end), offsets: this.#offsets.slice(0, this.#size + 1) };
  }

  /** `! 0 IQ== Ig==` */
  #run(): boolean {
    const text = this.#text;
    if (text.charCodeAt(++this.#at) !== SPACE) return false;
    this.#at++;
    let rank = this.#number();
    if (rank < 0) return false;
    while (text.charCodeAt(this.#at) === SPACE) {
      this.#at++;
      if (!this.#token() || !this.#close(rank++)) return false;
    }
    return true;
  }

  /** `IQ== 0` */
  #line(): boolean {
    if (!this.#token() || this.#text.charCodeAt(this.#at) !== SPACE) return false;
    this.#at++;
    return this.#close(this.#number());
  }

  /** -1 where there is none. */
  #number(): number {
    const start = this.#at;
    let number = 0;
    for (; ; this.#at++) {
      const digit = this.#text.charCodeAt(this.#at) - 0x30;
      // Behind the end it is NaN.
      if (!(digit >= 0 && digit <= 9)) break;
      number = number * 10 + digit;
      if (number >= MAX_RANKS) return -1;
    }
    return this.#at === start ? -1 : number;
  }

  /** Writes the bytes of a token; false where it is not base64, or has none. */
  #token(): boolean {
    const text = this.#text;
    const bytes = this.#bytes;
    const start = this.#end;
    let [at, end] = [this.#at, this.#end];
    for (;;) {
      const first = valueAt(text, at);
      if (first < 0) break;
      const second = valueAt(text, at + 1);
      const third = valueAt(text, at + 2);
      const fourth = valueAt(text, at + 3);
      if (second < 0) return false;
      bytes[end++] = (first << 2) | (second >> 4);
      at += 4;
      if (third >= 0 && fourth >= 0) {
        bytes[end++] = (second << 4) | (third >> 2);
        bytes[end++] = (third << 6) | fourth;
        continue;
      }
      if (text.charCodeAt(at - 1) !== PADDING) return false;
      if (third >= 0) bytes[end++] = (second << 4) | (third >> 2);
      else if (text.charCodeAt(at - 2) !== PADDING) return false;
      break;
    }
    this.#at = at;
    this.#end = end;
    return end > start;
  }

  /** Ends the token that was written, of this rank. */
  #close(rank: number): boolean {
    if (rank < this.#size || rank >= MAX_RANKS) return false;
    if (rank + 2 > this.#offsets.length) {
      const grown = new Uint32Array(Math.max(rank + 2, this.#offsets.length * 2));
      grown.set(this.#offsets);
      this.#offsets = grown;
    }
    // Ranks that are skipped have no bytes.
    const start = this.#offsets[this.#size]!;
    for (let free = this.#size + 1; free <= rank; free++) this.#offsets[free] = start;
    this.#offsets[rank + 1] = this.#end;
    this.#size = rank + 1;
    return true;
  }
}

/** The value of a base64 character; -1 for any other, or past the end. */
function valueAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit < 128 ? VALUES[unit]! : -1;
}
