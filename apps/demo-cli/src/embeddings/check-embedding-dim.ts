/** How wide embeddings may be: their tables are kept in memory. */
import { CliError } from "../errors/cli-error.ts";
import { grouped } from "../show/numbers.ts";

/** Numbers in the tables that the demo draws at most: 4 GB. */
const MAX_WEIGHTS = 2 ** 30;

/** @throws CliError */
export function checkEmbeddingDim(embeddingDim: number, rows: number): void {
  const most = Math.floor(MAX_WEIGHTS / rows);
  if (embeddingDim > most) {
    throw new CliError(
      `--embedding-dim ${embeddingDim} is too much for ${grouped(rows)} rows, which are kept in memory. Give at most ${most}.`,
    );
  }
}
