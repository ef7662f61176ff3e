/** Why documents of a unit were left out: named one by one in its marker, which is read whole. */
import { PrepareError } from "../errors.ts";

/** Characters of them in JSON: over a million reasons. A string of 2^29 can't be made. */
const MAX_CHARACTERS: number = 2 ** 27;

export class SkippedReasons {
  readonly all: string[] = [];
  readonly #most: number;
  #characters = 0;

  /** @param most characters, injectable for tests */
  constructor(most: number = MAX_CHARACTERS) {
    this.#most = most;
  }

  /**
   * @param path of the input
   * @throws PrepareError PREPARE_INVALID_DOCUMENT where they would be too many
   */
  add(reason: string, path: string): void {
    this.#characters += JSON.stringify(reason).length + 1;
    if (this.#characters > this.#most)
      throw new PrepareError(
        "PREPARE_INVALID_DOCUMENT",
        `${reason}, and ${this.all.length} documents were left out before it, which is as many as one unit can list; ` +
          "split the file, or remove what is not text from it.",
        { path, skipped: this.all.length },
      );
    this.all.push(reason);
  }
}
