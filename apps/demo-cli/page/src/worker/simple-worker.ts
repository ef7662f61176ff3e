/** A worker with @windrow/tokenizer-simple: words, signs and white space, as in the demo; its vocabulary is the report's text. */
import { SimpleTokenizer } from "@windrow/tokenizer-simple";
import { labelOfText } from "../../../src/commands/report/token-label.ts";
import { answerRequests } from "./engine.ts";
import type { Piece, PieceGroup } from "./messages.ts";

const SHOWN_BYTES = 24;
/** Characters looked at for each token that is shown; only a text of very long words has more. */
const CHARS_A_TOKEN = 200;

let tokenizer = new SimpleTokenizer("");

answerRequests({
  learn: (corpus) => (tokenizer = new SimpleTokenizer(corpus)),
  vocabSize: () => tokenizer.vocabSize,
  unknownId: () => tokenizer.unkToken,
  encode: (text) => tokenizer.encode(text),
  cell: (id) => ({ id, label: labelOfText(tokenizer.vocab[id]!) }),
  groups: (text, ids, shown) => {
    // Tokens are words, so those at the beginning are the same without the rest of the text, but for the cut one.
    const isLong = text.length > shown * CHARS_A_TOKEN && shown < ids.length;
    const whole = tokenizer.tokenize(isLong ? text.slice(0, shown * CHARS_A_TOKEN) : text);
    const words = whole.slice(0, isLong ? Math.min(shown, whole.length - 1) : shown);
    return words.map((word, i): PieceGroup => ({ text: "", pieces: [pieceOf(word, ids[i]!)] }));
  },
});

function pieceOf(word: string, id: number): Piece {
  const bytes = new TextEncoder().encode(word);
  const isSpecial = id === tokenizer.eotToken;
  return {
    id,
    label: labelOfText(word),
    bytes: [...bytes.subarray(0, SHOWN_BYTES)],
    byteCount: bytes.length,
    kind: isSpecial ? "special" : id === tokenizer.unkToken ? "unknown" : "text",
  };
}
