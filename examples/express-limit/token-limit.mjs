/** Express middleware that reads a text of at most so many tokens. The tokens are counted while the body comes. */
import { o200kBase } from "@windrow/tokenizer-bpe/o200k_base";

/** More bytes than tokens have on average in any language; only long runs of one character have more. */
const BYTES_PER_TOKEN = 32;

/**
 * Puts the body into `request.text` and its tokens into `request.tokens`. A body with more is refused with 413 as soon
 * as that is certain, however much of it is still to come; one that is not UTF-8 with 400. No token
 * of a word is certain until the word ends, so bytes have a limit as well.
 * @param {{ maxTokens: number, maxBytes?: number, tokenizer?: import("@windrow/tokenizer-bpe").BpeTokenizer }} options
 *   default: 32 bytes for each token, o200k_base
 * @returns {import("express").RequestHandler}
 */
export function tokenLimit({ maxTokens, maxBytes = BYTES_PER_TOKEN * maxTokens, tokenizer = o200kBase }) {
  return async (request, response, next) => {
    let [text, bytes, tokens] = ["", 0, 0];
    const isOver = () => tokens > maxTokens || bytes > maxBytes;
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    const counter = tokenizer.openCounter();
    try {
      for await (const chunk of request) {
        bytes += chunk.length;
        if (isOver()) break;
        const part = decoder.decode(chunk, { stream: true });
        text += part;
        tokens = counter.push(part);
        if (isOver()) break;
      }
      if (!isOver()) {
        text += decoder.decode();
        tokens = counter.end();
      }
    } catch (error) {
      const isText = error?.code !== "ERR_ENCODING_INVALID_ENCODED_DATA";
      if (isText) next(error);
      else response.status(400).json({ error: "The body is not UTF-8." });
      return;
    }
    if (isOver()) {
      // What is left of the body is not waited for.
      response.set("connection", "close");
      response.status(413).json({ error: `The text has more than ${maxTokens} tokens or ${maxBytes} bytes.` });
      return;
    }
    Object.assign(request, { text, tokens });
    next();
  };
}
