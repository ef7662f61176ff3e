/** Training a vocabulary of 8,192: by default and on one thread, against Hugging Face's trainer, and against minbpe's way on a small text. */
import { mixedDocuments } from "./mixed-documents.mjs";
import { corpus } from "./texts.mjs";
import { python } from "./tokenizers/python.mjs";

const BYTES = 100_000_000;
const VOCAB_SIZE = "8192";

export const benchmark = {
  question: `How fast is a vocabulary of ${VOCAB_SIZE} trained, from reading the text on?`,
  turns: 4,
  roundsPerTurn: 1,
  inputs: [
    corpus("the-verdict"),
    {
      label: "documents of English, code and many languages",
      // Made when the benchmark runs, not when it is listed.
      get file() {
        const lineOf = (text) => `${text.replaceAll("<|endoftext|>", "")}<|endoftext|>`;
        return mixedDocuments("mixed.txt", lineOf, BYTES);
      },
    },
  ],
  candidates: [
    { label: "trainBpe, by default", command: ["node", "candidates/train-windrow.mjs", VOCAB_SIZE, ""] },
    { label: "trainBpe, one thread", command: ["node", "candidates/train-windrow.mjs", VOCAB_SIZE, "1"] },
    {
      label: "Hugging Face tokenizers (Rust), all cores",
      command: [python, "candidates/train-hugging-face.py", VOCAB_SIZE],
      needs: [python, "-c", "import tokenizers"],
    },
    {
      label: "minbpe's way: all pairs counted again for each merge",
      command: ["node", "candidates/train-slowly.mjs", VOCAB_SIZE],
      upTo: 100_000,
    },
  ],
};
