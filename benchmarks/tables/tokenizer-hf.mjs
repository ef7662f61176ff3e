import { isRanked } from "../cases.mjs";
import { MODELS } from "../tokenizers-hf/models.mjs";
import { HUGGING_FACE, HYPERTOK, KITOKEN, OURS, PEERS } from "../tokenizers-hf/peers.mjs";
import { digits, losses, table } from "./format.mjs";

/** MB/s of a text, or why there is none. */
function speed(one, name) {
  const found = one.candidates.find(({ candidate }) => candidate === name);
  if (found === undefined) return "–";
  if (found.failed !== undefined) return "fails";
  return isRanked(found) ? digits(1000 / found.median) : "wrong";
}

function loadTime(one, name) {
  const found = one.candidates.find(({ candidate }) => candidate === name);
  return found === undefined ? "–" : found.failed === undefined ? digits(found.median) : "fails";
}

function renderModels({ sections }) {
  const models = Object.entries(MODELS).filter(([name]) => (sections[name]?.cases.length ?? 0) > 0);
  const names = Object.keys(PEERS);
  const rows = models.flatMap(([model, { label }]) => {
    const [load, ...texts] = sections[model].cases;
    return names
      .filter((name) => load.candidates.some(({ candidate }) => candidate === name))
      .map((name) => [label, name, loadTime(load, name), texts.map((one) => speed(one, name)).join(" / ")]);
  });
  const ratiosTo = (peer) =>
    models.flatMap(([model, { label }]) =>
      sections[model].cases.flatMap((one) => {
        const [ours, theirs] = [OURS, peer].map((name) => one.candidates.find(({ candidate }) => candidate === name));
        if (theirs === undefined || theirs.failed !== undefined || !isRanked(theirs)) return [];
        return [{ label: `${label}, ${one.label}`, ratio: ours.median / theirs.median }];
      }),
    );
  const lost = [HYPERTOK, KITOKEN, HUGGING_FACE].map((peer) => losses(peer, ratiosTo(peer)));
  const head = ["model", "package", "load, ms", "English / code / many languages, MB/s"];
  return [table(head, rows), ...lost].join("\n\n");
}

export const tables = [
  {
    name: "tokenizers-hf",
    file: "packages/tokenizer-hf/README.md",
    peers: [HYPERTOK, KITOKEN, HUGGING_FACE],
    render: renderModels,
  },
];
