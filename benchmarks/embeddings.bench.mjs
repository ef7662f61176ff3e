import { generated } from "./texts.mjs";

const python = process.env.PYTHON ?? "python3";
const shapes = [
  [64, 1024],
  [8, 1024],
  [8, 100],
];
const cases = [256, 768].flatMap((width) =>
  shapes.flatMap(([batch, sequence]) =>
    [true, false].map((positions) => ({ vocabSize: 50_257, width, batch, sequence, positions })),
  ),
);

export const benchmark = {
  question:
    "How fast are embeddings through the graph, into fresh arrays and into ones that are there, against torch's?",
  inputs: cases.map((shape) => {
    const { width, batch, sequence, positions } = shape;
    const what = positions ? "token + position" : "token";
    return {
      ...generated(`${what}, ${batch} x ${sequence}, D ${width}`, JSON.stringify(shape)),
      items: { name: "ids", count: batch * sequence },
    };
  }),
  candidates: [
    { label: "@windrow/embeddings, fresh", command: ["node", "candidates/embeddings-windrow.mjs", "fresh"] },
    { label: "@windrow/embeddings, given back", command: ["node", "candidates/embeddings-windrow.mjs", "dispose"] },
    { label: "@windrow/embeddings, out", command: ["node", "candidates/embeddings-windrow.mjs", "out"] },
    {
      label: "torch.nn.Embedding, one thread",
      command: [python, "candidates/embeddings-torch.py"],
      needs: [python, "-c", "import torch"],
    },
  ],
};
