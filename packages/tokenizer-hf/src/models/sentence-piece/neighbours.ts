/** The characters that stand beside each other in a text. */
export function neighbours(text: string): (readonly [before: string, after: string])[] {
  const characters = [...text];
  return characters.slice(1).map((character, i) => [characters[i]!, character] as const);
}
