import { digits, losses, rate, size, table, time } from "./format.mjs";
import { candidate, caseOf } from "./results.mjs";

const ROWS = [
  ["prepare, one thread", "one thread, from the file to the manifest"],
  ["prepare, two threads", "two threads"],
  ["encoding alone, one thread", "encoding alone, one thread: texts in memory, ids kept there"],
  ["encoding alone, two threads", "encoding alone, two threads, half of the texts each"],
  ["Python", "Python: tiktoken in a loop, numpy.tofile"],
];

export const tables = [
  {
    name: "prepare",
    file: "packages/prepare/README.md",
    peers: ["tiktoken", "numpy"],
    render({ results }) {
      const rows = ROWS.map(([name, label]) => [label, ...results.map((one) => time(candidate(one, name).median))]);
      const head = ["", ...results.map(({ label }) => label.replace("<|endoftext|>", "`<\\|endoftext\\|>`"))];
      const ratios = results.map((one) => ({
        label: one.label,
        ratio: candidate(one, "prepare, one thread").median / candidate(one, "Python").median,
      }));
      return `${table(head, rows)}\n\n${losses("Python's loop", ratios)}`;
    },
  },
  {
    name: "prepare-stages",
    file: "packages/prepare/docs/sizes.md",
    peers: [],
    render({ sections }) {
      const figures = Object.values(sections).map(({ cases: [one] }) => one.figures);
      const megabytes = (bytes, milliseconds) => `${digits(bytes / 1e3 / milliseconds)} MB/s`;
      const tokens = (count, milliseconds) => `${digits(count / 1e3 / milliseconds)} million tokens/s`;
      return table(
        ["stage", ...Object.keys(sections)],
        [
          [
            "plan: reads and hashes the inputs, finds the documents (one file is one thread's)",
            ...figures.map(({ bytes, plan }) => megabytes(bytes, plan)),
          ],
          [
            "encode: reads, encodes, writes parts",
            ...figures.map((one) => `${megabytes(one.bytes, one.encode)}, ${tokens(one.tokens, one.encode)}`),
          ],
          [
            "assemble: copies parts to shards, with their hashes",
            ...figures.map(({ shardBytes, assemble }) => `${megabytes(shardBytes, assemble)} of shards`),
          ],
          [
            "all of it, from start to exit",
            ...figures.map((one) => `${megabytes(one.bytes, one.all)}, ${tokens(one.tokens, one.all)}`),
          ],
        ],
      );
    },
  },
  {
    name: "prepare-sizes",
    file: "packages/prepare/docs/sizes.md",
    peers: [],
    render(results) {
      const all = Object.keys(results.sections).map((units) => caseOf(results, units, "time"));
      const times = (name) => all.map((one) => time(candidate(one, name).median));
      const sizes = (key) => all.map(({ figures }) => size(figures[key]));
      return table(
        ["units", ...Object.keys(results.sections).map((units) => rate(Number(units)))],
        [
          ["job.json", ...sizes("manifestBytes")],
          ["lists of inputs and units, with indexes", ...sizes("listBytes")],
          ["writing them", ...times("writing the plan")],
          ["opening the plan and reading one unit", ...times("opening it")],
          ["which units are left, none done", ...times("which units are left")],
          ["status, none done", ...times("status, none done")],
          ["status, all done", ...times("status, all done")],
          ["the step from units to shards (reads all markers)", ...times("the step from units to shards")],
          ["assembly.bin", ...sizes("assemblyBytes")],
          ["peak memory of the process", ...all.map(({ figures }) => size(figures.memory * 1e6))],
        ],
      );
    },
  },
];
