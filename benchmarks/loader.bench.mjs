import { generated } from "./texts.mjs";

/** A million tokens, of which stride 1 takes 50,000: the notebook's dataset copies every window. */
const cases = [
  { tokens: 1_000_000, maxLength: 256, stride: 128, batchSize: 8, epochs: 25 },
  { tokens: 50_000, maxLength: 256, stride: 1, batchSize: 8, epochs: 4 },
];

export const benchmark = {
  question:
    "How fast does a DataLoader hand out shuffled windows, in seconds of CPU time, against torch's with the notebook's dataset?",
  inputs: cases.map((windows) => {
    const perEpoch = Math.ceil((windows.tokens - windows.maxLength) / windows.stride);
    const perBatch = windows.batchSize;
    return {
      ...generated(`batches of 8 x 256, stride ${windows.stride}`, JSON.stringify(windows)),
      items: { name: "windows", count: Math.floor(perEpoch / perBatch) * perBatch * windows.epochs },
    };
  }),
  candidates: [
    { label: "@windrow/dataset", command: ["node", "candidates/loader-windrow.mjs", "fresh"] },
    { label: "@windrow/dataset, reuseBuffers", command: ["node", "candidates/loader-windrow.mjs", "reuse"] },
    {
      label: "torch DataLoader, one thread",
      command: [process.env.PYTHON ?? "python3", "candidates/loader-torch.py"],
      needs: [process.env.PYTHON ?? "python3", "-c", "import torch"],
    },
  ],
};
