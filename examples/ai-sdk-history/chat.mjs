/**
 * A chat on the terminal: each line is asked, with as much of the history as fits.
 *
 * Usage: node chat.mjs [MAX_TOKENS], default 60
 */
import { createInterface } from "node:readline";
import { generateText } from "ai";
import { cutHistory } from "./history.mjs";
import { parrot } from "./parrot.mjs";

const maxTokens = Number(process.argv[2] ?? 60);
const system = "Answer in a few words.";
const history = [];

for await (const line of createInterface({ input: process.stdin })) {
  history.push({ role: "user", content: line });
  const messages = cutHistory(history, { system, model: "gpt-5", maxTokens });
  const { response, text } = await generateText({ model: parrot, system, messages });
  console.log(`${text} (asked with ${messages.length} of ${history.length} messages)`);
  history.push(...response.messages);
}
