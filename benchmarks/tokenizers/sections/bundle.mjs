/** One encoding in a browser's bundle, code and vocabulary: minified by esbuild, gzipped, in kB. */
import { gzipSync } from "node:zlib";
import { bundleOf } from "../bundles.mjs";
import { candidatesFor } from "../candidates.mjs";
import { bundleLimits } from "../goals.mjs";
import { limitGoal, ratioGoals } from "../../cases.mjs";

export const bundle = {
  question: "How large is one encoding, minified and gzipped, its code included?",
  async *run({ encodings, ...plan }) {
    for (const encoding of encodings) {
      const { candidates: all, notRun } = await candidatesFor(encoding, plan, notBundled);
      const candidates = [];
      for (const candidate of all) {
        const kilobytes = await bundledKilobytes(candidate, encoding);
        candidates.push({
          candidate: candidate.label,
          kind: candidate.kind,
          median: kilobytes,
          min: kilobytes,
          max: kilobytes,
          rounds: 1,
        });
      }
      yield {
        label: encoding,
        unit: "kB",
        candidates,
        notRun,
        goals: [...limits(encoding, candidates), ...ratioGoals({ candidates }, {})],
      };
    }
  },
};

function limits(encoding, candidates) {
  const limit = bundleLimits[encoding];
  return limit === undefined ? [] : [limitGoal({ candidates }, limit, "kB")];
}

function notBundled({ kind }) {
  if (kind === "twin") return "the same bundle";
  return kind === "python" ? "not for bundles" : undefined;
}

async function bundledKilobytes(candidate, encoding) {
  const files = await bundleOf(candidate, encoding);
  return files.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0) / 1000;
}
