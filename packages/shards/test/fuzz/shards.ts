/**
 * Fuzz targets: sets of token shards in every format with their manifest and sidecars, and single files of
 * other programs. In half of the sets the checksums are computed again, so that what is behind them is reached.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Folder,
  fuzzTarget,
  type FuzzTarget,
  mustHold,
  mutateBytes,
  mutateFolder,
  readFolder,
  shownBytes,
  shownFolder,
  withFolder,
} from "@windrow/testing/fuzz";
import { RunningChecksums } from "../../src/checksums.ts";
import {
  openTokenShards,
  type OpenOptions,
  type ShardFormat,
  TokenShardWriter,
  verifyTokenShards,
} from "../../src/index.ts";

const FORMATS: readonly ShardFormat[] = ["bin", "llm.c", "megatron", "npy"];
const MANIFEST = "manifest.json";
const codes = ["DATASET_"];

async function written(format: ShardFormat, vocabSize: number): Promise<Folder> {
  const folder = mkdtempSync(join(tmpdir(), "windrow-fuzz-"));
  try {
    const writer = await TokenShardWriter.create(folder, { format, vocabSize, shardTokens: 40 });
    for (const length of [25, 0, 30, 45]) {
      await writer.write(Array.from({ length }, (_, i) => (i * 7919) % vocabSize));
      await writer.endDocument();
    }
    await writer.close();
    return readFolder(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const sets = (): Promise<Folder[]> =>
  Promise.all(FORMATS.flatMap((format) => [written(format, 50_257), written(format, 100_000)]));

/** With sizes and checksums in the manifest that are those of the files. */
function withChecksums(files: Folder): Folder {
  interface Entry {
    file: string;
    documents?: Entry;
  }
  const manifest = JSON.parse(Buffer.from(files.get(MANIFEST)!).toString()) as { shards: Entry[] };
  for (const entry of manifest.shards.flatMap((shard) => [shard, shard.documents])) {
    const bytes = entry && files.get(entry.file);
    if (bytes === undefined) continue;
    const sums = new RunningChecksums();
    sums.update(bytes);
    Object.assign(entry!, sums.finish());
  }
  return new Map([...files, [MANIFEST, new Uint8Array(Buffer.from(JSON.stringify(manifest)))]]);
}

/** Reads all of what is open, and checks what has to hold of it. */
function use(paths: string, options: OpenOptions): void {
  using tokens = openTokenShards(paths, options);
  const out = new Int32Array(tokens.length);
  tokens.read(0, out);
  const limit = tokens.vocabSize ?? 2 ** 31;
  mustHold(
    out.every((id) => id >= 0 && id < limit),
    `ids below ${limit}`,
  );
  const ends = tokens.documentEnds;
  if (ends === undefined) return;
  mustHold(
    ends.every((end, i) => end >= (i === 0 ? 0 : ends[i - 1]!) && end <= tokens.length),
    `ends of documents that rise to ${tokens.length}: ${ends.join()}`,
  );
  mustHold((ends.at(-1) ?? 0) === tokens.length, `the last document ends at ${tokens.length}: ${ends.join()}`);
}

const shardSets = fuzzTarget<Folder>({
  name: "token shards",
  codes,
  seeds: sets,
  mutate(files, draw) {
    const mutated = mutateFolder(files, draw);
    const isManifestAsItWas = mutated.get(MANIFEST) === files.get(MANIFEST);
    return isManifestAsItWas && draw.chance(0.5) ? withChecksums(mutated) : mutated;
  },
  attempt: (files) =>
    withFolder(files, async (folder) => {
      use(folder, {});
      use(folder, { verify: true });
      await verifyTokenShards(folder);
    }),
  show: shownFolder,
});

interface OneFile {
  readonly bytes: Uint8Array;
  readonly options: OpenOptions;
}

/** Files as other programs give them, without a manifest. */
const shardFile = fuzzTarget<OneFile>({
  name: "a shard file",
  codes,
  async seeds() {
    const files: OneFile[] = [];
    for (const format of ["bin", "llm.c", "npy"] as const) {
      for (const [vocabSize, dtype] of [
        [50_257, "uint16"],
        [100_000, "uint32"],
      ] as const) {
        const set = await written(format, vocabSize);
        const bytes = [...set].find(([name]) => /\.(bin|npy)$/.test(name))![1];
        files.push({ bytes, options: format === "bin" ? { format, dtype } : {} });
      }
    }
    return files;
  },
  mutate: ({ bytes, options }, draw) => ({ bytes: mutateBytes(bytes, draw), options }),
  attempt: ({ bytes, options }) =>
    withFolder(new Map([["tokens", bytes]]), (folder) => use(join(folder, "tokens"), options)),
  show: ({ bytes, options }) => `${JSON.stringify(options)} ${shownBytes(bytes)}`,
});

/** Megatron's pair of files, without a manifest. */
const megatron = fuzzTarget<Folder>({
  name: "Megatron index",
  codes,
  async seeds() {
    const set = await written("megatron", 50_257);
    const [data, index] = [".bin", ".idx"].map((end) => [...set].find(([name]) => name.endsWith(end))![1]);
    return [
      new Map([
        ["tokens.bin", data!],
        ["tokens.idx", index!],
      ]),
    ];
  },
  mutate: (files, draw) =>
    draw.chance(0.9)
      ? new Map([...files, ["tokens.idx", mutateBytes(files.get("tokens.idx")!, draw)]])
      : mutateFolder(files, draw),
  attempt: (files) => withFolder(files, (folder) => use(join(folder, "tokens.bin"), {})),
  show: shownFolder,
});

/** Each kind of file that holds tokens. */
export const shards: readonly FuzzTarget[] = [shardSets, shardFile, megatron];
