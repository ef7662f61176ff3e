import { digits, losses, medianAndLeast, size, table, time } from "./format.mjs";
import { candidate, caseOf } from "./results.mjs";

const file = "packages/embeddings/README.md";
const ways = ["fresh", "given back", "out"];

export const tables = [
  {
    name: "embeddings",
    file,
    peers: ["torch"],
    render({ results }) {
      const rows = results.map((result) => {
        const [fresh, givenBack, out] = ways.map((way) => candidate(result, `@windrow/embeddings, ${way}`));
        const torch = candidate(result, "torch");
        const times = (one) => `${digits(one.median / torch.median)} (${digits(one.min / torch.min)})`;
        return [result.label, ...[fresh, givenBack, out, torch].map(medianAndLeast), times(fresh), times(out)];
      });
      const head = ["vocabulary of 50,257", "fresh", "with `dispose()`", "`out`", "torch, fresh"];
      const lost = ["fresh", "out"].map((way) => {
        const ratios = results.map((result) => ({
          label: result.label,
          ratio: candidate(result, `@windrow/embeddings, ${way}`).median / candidate(result, "torch").median,
        }));
        return losses("torch", ratios, way === "out" ? "`out`" : "fresh results");
      });
      return [table([...head, "fresh ÷ torch", "`out` ÷ torch"], rows), ...lost].join("\n\n");
    },
  },
  {
    name: "embeddings-costs",
    file,
    peers: [],
    render(results) {
      const spread = ({ median, min, max }) => `${digits(median)} ms (${digits(min)} to ${digits(max)})`;
      const call = (label) => candidate(caseOf(results, "call", label), "@windrow/embeddings");
      const busy = (place, way) => {
        const one = caseOf(results, "busy", `token + position, in ${place}, ${way}`);
        return `${digits(candidate(one, "event loop busy").median)} of ${digits(candidate(one, "the whole").median)} ms`;
      };
      const stall = (way) =>
        spread(candidate(caseOf(results, "stall", `token + position, in this thread, ${way}`), "longest stall"));
      const load = (label) => caseOf(results, "load", label).candidates[0].median;
      const [saved, written] = caseOf(results, "save", "both flushed to the disk").candidates;
      const shared = load("Pss of files, all rows looked up by two worker threads");
      const forward = "a forward of 64 x 1024, D 768";
      return table(
        ["median (min to max)", "", ""],
        [
          [
            "one call of 8 ids, D 768",
            `token: ${spread(call("token"))}`,
            `and position: ${spread(call("token + position"))}`,
          ],
          [
            `longest stall of the event loop in ${forward}`,
            `into \`out\`: ${stall("into out")}`,
            `with \`dispose()\`: ${stall("given back")}`,
          ],
          ["time the event loop is busy during it", busy("this thread", "into out"), busy("this thread", "given back")],
          ["the same with `worker: true`", busy("a worker", "into out"), busy("a worker", "given back")],
          ["`load` of a 1 GB table by its path", time(load("time")), `${size(load("Pss before use") * 1e6)} of Pss`],
          [
            "file-backed memory (Pss) after two worker threads have read the whole table, shared between them",
            size(shared * 1e6),
            "",
          ],
          [
            "`save` of GPT-2's token table, 154 MB, flushed",
            time(saved.median),
            `a plain write: ${time(written.median)}`,
          ],
        ],
      );
    },
  },
];
