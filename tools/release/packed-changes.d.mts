interface Packed {
  readonly digest: string;
  readonly version: string;
}
export function digestOf(folder: string): string;
export function namedByChangesets(folder: string, isNew?: (file: string) => boolean): Set<string>;
export function unnamedChanges(
  before: ReadonlyMap<string, Packed>,
  after: ReadonlyMap<string, Packed>,
  named: ReadonlySet<string>,
): string[];
