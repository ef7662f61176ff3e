/** The page: sends what is typed to the worker and shows the tokens of the newest text. It never waits. */
import type { Answer, Request } from "./worker.ts";

const find = <T extends HTMLElement>(id: string): T => document.querySelector<T>(`#${id}`)!;
const [input, count, tokens] = [find<HTMLTextAreaElement>("text"), find("count"), find("tokens")];

// This is all that a bundler needs to make a bundle of the worker.
const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });

let newest = 0;
function ask(): void {
  newest += 1;
  const request: Request = { id: newest, text: input.value };
  worker.postMessage(request);
}

worker.addEventListener("message", ({ data: answer }: MessageEvent<Answer>) => {
  // An answer to an older text: the one to the newer text is on its way.
  if (answer.id !== newest) return;
  count.textContent = `${answer.ids.length} tokens, ${input.value.length} characters`;
  tokens.replaceChildren(...answer.tokens.map((token, i) => element(token, `id ${answer.ids[i]}`)));
});

worker.addEventListener("error", ({ message }) => {
  count.textContent = `the worker could not start: ${message}`;
});

function element(text: string, title: string): HTMLElement {
  return Object.assign(document.createElement("span"), { textContent: text, title });
}

input.addEventListener("input", ask);
ask();
