/**
 * `POST /summarize` with a text of at most 8,000 tokens as the body.
 *
 * Usage: node server.mjs [PORT], default 8789; 0 for any that is free
 */
import express from "express";
import { tokenLimit } from "./token-limit.mjs";

const app = express();
app.post("/summarize", tokenLimit({ maxTokens: 8000 }), (request, response) => {
  // Here a model would be asked.
  response.json({ tokens: request.tokens, beginning: request.text.slice(0, 20) });
});

const server = app.listen(Number(process.argv[2] ?? 8789), "127.0.0.1", () =>
  console.log(`http://127.0.0.1:${server.address().port}/summarize`),
);
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.close(() => process.exit()));
