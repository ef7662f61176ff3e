/**
 * Ranks as js-tiktoken and tiktoken write them: `! 0 IQ== Ig==`, a line for each run of consecutive ranks with the first
 * of them and the tokens in base64. They are made from the packed vocabulary when they are asked for: most programs only
 * hand the object on.
 */
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";

/** @returns the text of `bpe_ranks`, exactly as the originals have it for the same encoding */
export function writeRanks(tokenizer: BpeTokenizer): string {
  const runs: string[] = [];
  let next = -1;
  for (const line of tokenizer.toTiktoken().split("\n")) {
    const space = line.indexOf(" ");
    if (space < 0) continue;
    const rank = Number(line.slice(space + 1));
    if (rank !== next) runs.push(`${runs.length === 0 ? "" : "\n"}! ${rank}`);
    runs.push(line.slice(0, space));
    next = rank + 1;
  }
  return runs.join(" ").replaceAll(" \n", "\n");
}
