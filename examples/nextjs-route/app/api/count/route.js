/** `POST /api/count`, a text as the body: `{ "tokens": 7 }`. `GET` says which of the tokenizer's engines works here. */
import { o200kBase } from "@windrow/tokenizer-bpe/o200k_base";

/** UTF-16 units of a text: while one is counted nothing else is answered. */
const MAX_LENGTH = 1_000_000;

export async function POST(request) {
  const text = await request.text();
  if (text.length > MAX_LENGTH)
    return Response.json({ error: `The text is longer than ${MAX_LENGTH} characters.` }, { status: 413 });
  return Response.json({ tokens: o200kBase.countTokens(text) });
}

export function GET() {
  return Response.json({ engine: o200kBase.engine });
}
