/** See documents.mjs. */
export function generatedDocuments(
  name: "english2m" | "code2m" | "multilingual2m",
  bytes: number,
  seed?: number,
): string[];
