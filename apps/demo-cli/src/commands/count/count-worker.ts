/** The program of the threads that count-threads.ts starts: loads the tokenizers, then counts the files that it is sent. */
import { nodeThreads, serveRequests } from "@windrow/core";
import { specialRules } from "../../options/special-option.ts";
import { FileCounter } from "./count-file.ts";
import type { CountRequest, CountThreadSetup } from "./count-threads.ts";
import { loadTokenizersAgain } from "./load-tokenizers.ts";

const { options, special, read, thread } = nodeThreads()!.workerData as CountThreadSetup;
let counter: FileCounter | undefined;

serveRequests(async (request: CountRequest) => {
  if (request !== "load") return { value: await counter!.countAll(request) };
  const tokenizers = await loadTokenizersAgain(options);
  counter = new FileCounter({ tokenizers, rules: specialRules(special) }, (bytes, tokens) => {
    read[2 * thread] = bytes;
    read[2 * thread + 1] = tokens;
  });
  return {};
});
