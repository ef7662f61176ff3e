type Entries = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export declare const hooks: {
  beforePacking<Manifest extends { readonly exports?: Entries; readonly imports?: Entries }>(
    manifest: Manifest,
  ): Manifest;
};
