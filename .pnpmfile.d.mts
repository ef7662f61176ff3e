export declare const hooks: {
  beforePacking<Manifest extends { readonly exports?: Readonly<Record<string, Readonly<Record<string, unknown>>>> }>(
    manifest: Manifest,
  ): Manifest;
};
