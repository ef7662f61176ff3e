export function bundleSource(room: string, names: readonly string[]): Promise<string[]>;
