/** In place of a pool's own program: does what the output folder's name says, and answers others with how many it had. */
import { serveRequests } from "@windrow/core";

let answered = 0;
let writing = 0;
let endWriting;
const ended = new Promise((resolve) => (endWriting = resolve));

const DO = {
  exit: () => process.exit(3),
  hang: () => {
    for (;;);
  },
  write: async (notifyWriting) => {
    writing++;
    notifyWriting();
    await ended;
    return writing;
  },
  "end writing": () => endWriting(),
  "how many write": () => writing,
};

serveRequests(
  async ({ output }, notifyWriting) => ({ value: output in DO ? await DO[output](notifyWriting) : answered++ }),
  "at once",
);
