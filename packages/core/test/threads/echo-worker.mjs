/** Does what a request says, and answers with its `echo`. */
import { parentPort } from "node:worker_threads";
import { setTimeout as sleep } from "node:timers/promises";
import { serveRequests } from "@windrow/core";

serveRequests(async ({ wait = 0, notices = 0, noise, hang, isLast, handBack, echo }, notify) => {
  if (hang) for (;;);
  if (noise)
    for (const message of [undefined, null, 3, "x", {}, { number: 0 }, { value: 1 }])
      parentPort.postMessage(message, []);
  for (let i = 0; i < notices; i++) notify();
  await sleep(wait);
  return { value: echo, transfer: handBack ? [echo.buffer] : [], ...(isLast && { isLast }) };
}, "at once");
