/** Where files of models are kept between downloads: what `#model-store` is in Node, and in browsers. */

/** What the surroundings say: in Node, variables of the process. */
export interface HubEnvironment {
  readonly hubUrl?: string | undefined;
  readonly isOffline: boolean;
  /** Asked only where a request is made. */
  readonly token: () => Promise<string | undefined>;
}

/** A file as the hub has it. */
export interface KeptFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Its SHA-256 or, for small files, the id of its git blob, in hexadecimal. */
  readonly hash: string;
}

/** One model's place in the cache. */
export interface ModelStore {
  /** The commit that a revision was when it was last asked for. */
  commitOf(revision: string): Promise<string | undefined>;
  /** A file of a commit: null where it is known that there is none, undefined where nothing is known. */
  read(commit: string, file: string): Promise<Uint8Array | null | undefined>;
  /** A file that some commit has, by its hash. */
  blob(hash: string): Promise<Uint8Array | undefined>;
  /** Names of the files of a commit. */
  list(commit: string): Promise<string[]>;
  /**
   * Keeps files of a commit; whoever reads meanwhile sees each of them whole or not at all.
   * @param missing files that the commit has not
   */
  write(commit: string, files: readonly KeptFile[], missing: readonly string[]): Promise<void>;
  /** Keeps which commit a revision is. */
  setCommit(revision: string, commit: string): Promise<void>;
}

/** What `#model-store` exports. */
export interface ModelStoreModule {
  environment(): HubEnvironment;
  /** Undefined where nothing can be kept. @param cacheDir the caller's @throws HfError HF_INVALID_OPTION */
  openStore(id: string, hubUrl: string, cacheDir: string | undefined): ModelStore | undefined;
  /** Files of a folder that belong to a tokenizer, undefined where there is no such folder. @throws HfError */
  readFolder(path: string): Promise<ReadonlyMap<string, Uint8Array> | undefined>;
}
