/**
 * Our engines, hypertok and gpt-tokenizer in other runtimes: this Node, those that NODE_BINARIES names
 * (separated as in PATH), and Chromium, on a page's main thread.
 *
 * Chromium is `/usr/bin/chromium` or what CHROMIUM names; where there is none it has no section.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter } from "node:path";
import { nodeVersion } from "./node-binary.mjs";
import { encodeSections } from "./tokenizers/sections/encode-runs.mjs";
import { fresh } from "./tokenizers/sections/fresh.mjs";
import { HYPERTOK } from "./tokenizers/peers/hypertok.mjs";
import { OURS, TWIN } from "./tokenizers/peers/windrow.mjs";
import { planOf } from "./tokenizers/plan.mjs";
import { chromiumRuntime, nodeRuntime } from "./tokenizers/runtimes.mjs";

const PEERS = new Set([OURS, TWIN, HYPERTOK, "gpt-tokenizer"]);
const ENCODINGS = ["cl100k_base", "o200k_base"];

const nodes = [process.execPath, ...(process.env.NODE_BINARIES ?? "").split(delimiter).filter(Boolean)];
const sections = Object.fromEntries(
  nodes.map((node) => {
    const version = nodeVersion(node).slice(1);
    return [`node-${version.split(".")[0]}`, inRuntime(`Node ${version}`, nodeRuntime(node))];
  }),
);
const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (existsSync(chromium)) {
  // "Chromium 143.0.7499.40 built on Debian GNU/Linux 12 (bookworm)"
  const [version] = execFileSync(chromium, ["--version"], { encoding: "utf8", stdio: "pipe" }).split(" built");
  sections.chromium = inRuntime(version.trim(), chromiumRuntime);
}

function inRuntime(label, runtime) {
  return {
    question: `How fast is text encoded in ${label}?`,
    async *run(plan) {
      const { start, first, steady } = encodeSections();
      for (const [name, section] of Object.entries({ start, first, steady, fresh })) {
        for await (const one of section.run({ ...plan, runtime })) yield { ...one, label: `${one.label}, ${name}` };
      }
    },
  };
}

export const benchmark = {
  question: "How fast is text encoded in other runtimes?",
  sections,
  planOf: (options) => ({
    ...planOf(options),
    encodings: options.encodings ?? ENCODINGS,
    // A browser takes seconds to start.
    turns: 3,
    takesPart: (label) => PEERS.has(label),
  }),
};
