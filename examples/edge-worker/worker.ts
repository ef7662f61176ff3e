/**
 * A fetch handler that counts tokens and cuts texts to a number of them. It uses what every edge runtime has,
 * Request, Response and URL, and nothing of Node.
 *
 * - `POST /count`, a text as the body: `{ "tokens": 7 }`
 * - `POST /count-stream`, a text of any size: `{ "tokens": 5021 }` again and again while it comes, a line each
 * - `POST /truncate?tokens=100`: the beginning of the text, of at most so many tokens and whole characters
 * - `GET /engine`: which of the tokenizer's two engines works here
 */
import { o200kBase } from "@windrow/tokenizer-bpe/o200k_base";

/** UTF-16 units of a text that is held whole: a request has little CPU time and memory at the edge. */
const MAX_LENGTH = 200_000;

async function answer(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  if (request.method === "GET" && pathname === "/engine") return Response.json({ engine: o200kBase.engine });
  if (request.method !== "POST" || !["/count", "/count-stream", "/truncate"].includes(pathname))
    return refuse(
      404,
      `There is no ${request.method} ${pathname}. Use POST /count, POST /count-stream or POST /truncate?tokens=100.`,
    );
  if (pathname === "/count-stream")
    return new Response(countsOf(request.body ?? new Blob().stream()), {
      headers: { "content-type": "application/x-ndjson" },
    });
  // In UTF-8 a unit takes three bytes at the most: what says that it is larger is not read.
  if (Number(request.headers.get("content-length")) > 3 * MAX_LENGTH) return tooLong();
  // As request.text(), which drops a byte order mark: here it has tokens of its own.
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await request.arrayBuffer());
  if (text.length > MAX_LENGTH) return tooLong();
  if (pathname === "/count") return Response.json({ tokens: o200kBase.countTokens(text) });
  const tokens = searchParams.get("tokens") ?? "";
  if (!/^\d{1,6}$/.test(tokens)) return refuse(400, `tokens must be a number from 0 to 999999, not "${tokens}".`);
  return new Response(o200kBase.truncate(text, Number(tokens)), {
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
}

/** The number of tokens so far, whenever more of the text has come. What is in memory is a chunk of it. */
function countsOf(body: ReadableStream<BufferSource>): ReadableStream<Uint8Array> {
  let tokens = 0;
  const line = (): string => `${JSON.stringify({ tokens })}\n`;
  const counts = new TransformStream<Int32Array, string>({
    transform(ids, controller) {
      tokens += ids.length;
      controller.enqueue(line());
    },
    flush(controller) {
      if (tokens === 0) controller.enqueue(line());
    },
  });
  return body
    .pipeThrough(new TextDecoderStream("utf-8", { ignoreBOM: true }))
    .pipeThrough(o200kBase.encodeStream({ disallowedSpecial: [] }))
    .pipeThrough(counts)
    .pipeThrough(new TextEncoderStream());
}

const refuse = (status: number, error: string): Response => Response.json({ error }, { status });
const tooLong = (): Response => refuse(413, `The text is longer than ${MAX_LENGTH} characters. Send it in parts.`);

// oxlint-disable-next-line import/no-default-export -- what edge runtimes call
export default { fetch: answer };
