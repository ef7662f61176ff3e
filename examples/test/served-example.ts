/** An example's server, for the tests of a file: started before them, ended behind them. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll } from "vitest";

/**
 * @param program below examples/: takes a port, and writes its address as its first line
 * @returns the server's origin, once it is started
 */
export function servedExample(program: string): () => string {
  let server: ChildProcess | undefined;
  let origin = "";
  beforeAll(async () => {
    const file = fileURLToPath(new URL(`../${program}`, import.meta.url));
    server = spawn(process.execPath, [file, "0"], { stdio: ["ignore", "pipe", "inherit"] });
    const ended = once(server, "exit").then(([code]) => Promise.reject(new Error(`${program} ended with ${code}`)));
    const lines = once(createInterface(server.stdout!), "line") as Promise<[string]>;
    const [address] = await Promise.race([lines, ended]);
    // From here on its end is expected.
    ended.catch(() => undefined);
    origin = new URL(address).origin;
  }, 120_000);
  afterAll(async () => {
    if (server === undefined || server.exitCode !== null) return;
    server.kill("SIGTERM");
    await once(server, "exit");
  });
  return () => origin;
}

/** What a README shows: `curl --data-binary "TEXT" localhost:PORT/PATH` and its answer. */
export function shownRequests(readme: string): { text: string; path: string; answer: string }[] {
  const shown = readme.matchAll(/curl --data-binary "([^"]*)" "?localhost:\d+([^"\n]*)"?\n# (.*)/g);
  return [...shown].map(([, text, path, answer]) => ({ text: text!, path: path!, answer: answer! }));
}
