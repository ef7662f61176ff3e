export interface ImportGraph {
  reachedFrom(start: string): Set<string>;
  textOf(file: string): string;
}

export function importGraph(root: string): ImportGraph;

export function testsOf(
  graph: ImportGraph,
  room: { readonly tests: readonly string[] },
  source: string,
  seconds: ReadonlyMap<string, number>,
  mayNotice: (test: string) => boolean,
): { direct: string[]; built: string[] };
