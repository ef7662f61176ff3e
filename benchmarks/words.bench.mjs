import { corpus, generated } from "./texts.mjs";

const python = process.env.PYTHON ?? "python3";

export const benchmark = {
  question: "How fast does tokenizer-simple split, against Python's re.split?",
  inputs: [corpus("english2m"), corpus("code2m"), generated("worst case: a million separators", ",".repeat(1_000_000))],
  candidates: [
    { label: "@windrow/tokenizer-simple", command: ["node", "candidates/words-windrow.mjs"] },
    { label: "Python re.split", command: [python, "candidates/words-python.py"], needs: python },
  ],
};
