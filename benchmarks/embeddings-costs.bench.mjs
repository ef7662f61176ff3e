/**
 * `pnpm bench embeddings-costs` runs all sections, `pnpm bench embeddings-costs load save` some.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { limitGoal } from "./cases.mjs";
import { summary } from "./report.mjs";

/** The figures of one section, from a process of its own. */
function measured(what) {
  const folder = mkdtempSync(join(tmpdir(), "windrow-bench-"));
  try {
    const args = ["candidates/embeddings-costs.mjs", what, folder];
    return JSON.parse(execFileSync("node", args, { encoding: "utf8", cwd: import.meta.dirname }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const ours = (candidate, figures) => ({ candidate, kind: "ours", ...summary(figures) });
const other = (candidate, figures) => ({ candidate, kind: "other", ...summary(figures) });
const withLimit = (one, limit) => ({ ...one, goals: [limitGoal(one, limit, one.unit)] });

export const benchmark = {
  question: "What do a small call, a load and a save of embeddings cost, and how long does the event loop stand still?",
  sections: {
    call: {
      question: "How long is one call of 8 ids, D 768, into a fresh array?",
      *run() {
        for (const [what, times] of Object.entries(measured("call"))) {
          yield withLimit({ label: what, unit: "ms", candidates: [ours("@windrow/embeddings", times)] }, 0.1);
        }
      },
    },
    stall: {
      question: "What is the longest stall of the event loop during a forward of 64 x 1024, D 768?",
      *run() {
        for (const [how, { longest, whole }] of Object.entries(measured("stall"))) {
          const candidates = [ours("longest stall", longest), other("the whole forward", whole)];
          yield withLimit({ label: `token + position, ${how}`, unit: "ms", candidates }, 15);
        }
      },
    },
    busy: {
      question: "For how long is the event loop busy during a forward of 64 x 1024, D 768?",
      *run() {
        for (const [how, { busy, whole }] of Object.entries(measured("busy"))) {
          const candidates = [ours("event loop busy", busy), other("the whole forward", whole)];
          yield { label: `token + position, ${how}`, unit: "ms", candidates, goals: [] };
        }
      },
    },
    load: {
      question: "What does it take to load a table of 1 GB by its path?",
      *run() {
        const { times, added, shared } = measured("load");
        yield withLimit({ label: "time", unit: "ms", candidates: [ours("Embedding.load", times)] }, 500);
        yield withLimit({ label: "Pss before use", unit: "MB", candidates: [ours("Embedding.load", added)] }, 60);
        const label = "Pss of files, all rows looked up by two worker threads";
        yield withLimit({ label, unit: "MB", candidates: [ours("one process", shared)] }, 1200);
      },
    },
    save: {
      question: "How long does it take to save GPT-2's token table, 154 MB, against a plain write of as many bytes?",
      *run() {
        const { saved, written } = measured("save");
        const candidates = [ours("save", saved), { ...other("a plain write and fsync", written), kind: "baseline" }];
        const one = { label: "both flushed to the disk", unit: "ms", bytes: 154_389_504, candidates };
        const ratio = candidates[0].median / candidates[1].median;
        const goal = { against: "a plain write, times as long", ratio, goal: "<= 2", reached: ratio <= 2 };
        yield { ...one, goals: [goal] };
      },
    },
  },
};
