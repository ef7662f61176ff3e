/**
 * A server that counts tokens: POST a text, get `{ "encoding": "o200k_base", "tokens": 12 }`.
 *
 * - `POST /count?encoding=o200k_base`, the text as the body in UTF-8; without `encoding`: o200k_base
 * - `GET /encodings`, the names that it knows
 *
 * Errors are JSON as well: `{ "error": { "code", "message" } }`. Special tokens in a text count as text.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { getEncoding, listEncodingNames } from "@windrow/tokenizer-bpe";

/** Bytes of a body. While a text is counted nothing else is answered: 500 kB took up to 100 ms, once warm 10 ms. */
const MAX_BYTES = 1_000_000;

/** What a request is refused with. */
class RequestError extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** @param options.maxBytes of a body that is read; default 1,000,000 */
export function createTokenServer({ maxBytes = MAX_BYTES } = {}): Server {
  return createServer(async (request, response) => {
    try {
      send(response, 200, await answer(request, maxBytes));
    } catch (error) {
      if (!(error instanceof RequestError)) console.error(error);
      const known = error instanceof RequestError ? error : new RequestError(500, "INTERNAL", "something went wrong");
      // What is left of a body that is too large is not waited for.
      if (known.status === 413) response.setHeader("connection", "close");
      send(response, known.status, { error: { code: known.code, message: known.message } });
    }
  });
}

async function answer(request: IncomingMessage, maxBytes: number): Promise<object> {
  const url = new URL(request.url ?? "/", "http://localhost");
  const route = `${request.method} ${url.pathname}`;
  if (route === "GET /encodings") return { encodings: listEncodingNames() };
  if (route !== "POST /count")
    throw new RequestError(404, "NOT_FOUND", `There is no ${route}. Use POST /count or GET /encodings.`);
  const names = listEncodingNames();
  const wanted = url.searchParams.get("encoding") ?? "o200k_base";
  const name = names.find((known) => known === wanted);
  if (name === undefined)
    throw new RequestError(
      400,
      "UNKNOWN_ENCODING",
      `Unknown encoding "${wanted}". It must be one of ${names.join(", ")}.`,
    );
  const text = await readText(request, maxBytes);
  const tokenizer = await getEncoding(name);
  return { encoding: name, tokens: tokenizer.countTokens(text) };
}

async function readText(request: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > maxBytes)
      throw new RequestError(413, "TOO_LARGE", `The text has more than ${maxBytes} bytes. Send it in parts.`);
    chunks.push(chunk);
  }
  try {
    // A byte order mark has tokens of its own.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new RequestError(400, "NOT_UTF8", "The text is not UTF-8.");
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(`${JSON.stringify(body)}\n`);
}
