/** Stage "assemble": copies the tokens of one shard from the parts that have them. */
import { mkdir } from "node:fs/promises";
import { ShardFileWriter } from "@windrow/shards";
import { interrupted } from "../job/interrupted.ts";
import { taskFolder } from "../job/job-folder.ts";
import { writeMarker } from "../job/markers.ts";
import { type Job, setFolder } from "../job/open-job.ts";
import { publishPoint } from "../job/points.ts";
import type { TaskResult } from "../job/tasks.ts";
import type { SetAssembly } from "./assembly.ts";
import { type OpenPart, openParts } from "./read-part.ts";

/** @param index of the shard among those of all sets, the train set's first */
export async function assembleShard(
  job: Job,
  sets: readonly SetAssembly[],
  index: number,
  isStopped: () => boolean,
): Promise<TaskResult> {
  const task = { stage: "assemble", index } as const;
  const { output, manifest } = job;
  await mkdir(taskFolder(output, task), { recursive: true });
  const { assembly, shard } = findShard(sets, index);
  const folder = setFolder(job, assembly.set);
  // Made when the shards were cut; but a copy of a job may lack folders that were empty.
  await mkdir(folder, { recursive: true });
  const writer = await ShardFileWriter.create(folder, {
    format: manifest.options.format,
    vocabSize: manifest.tokenizer.vocabSize,
    name: `${assembly.set}_${String(shard).padStart(6, "0")}`,
    // By the tokenizer that made them; that they are the same is what the parts' checksums say.
    areIdsChecked: true,
  });
  try {
    publishPoint("reading", output, task);
    const documents = await copyShard(job, assembly, shard, writer, isStopped);
    publishPoint("written", output, task);
    const entry = await writer.close();
    publishPoint("renamed", output, task);
    const result: TaskResult = { tokens: entry.tokens, documents, skipped: 0, bytes: 0 };
    await writeMarker(job, task, { ...result, entry });
    publishPoint("marked", output, task);
    return result;
  } catch (error) {
    // Another may have written the same shard meanwhile, and swept what was written here.
    await writer.discard().catch(() => {});
    throw error;
  }
}

function findShard(sets: readonly SetAssembly[], index: number): { assembly: SetAssembly; shard: number } {
  let shard = index;
  for (const assembly of sets) {
    if (shard < assembly.shards) return { assembly, shard };
    shard -= assembly.shards;
  }
  throw new RangeError(`no shard ${index}`);
}

/** @returns how many documents end in the shard */
async function copyShard(
  job: Job,
  assembly: SetAssembly,
  shard: number,
  writer: ShardFileWriter,
  isStopped: () => boolean,
): Promise<number> {
  const { tokensBefore, shardEnds } = assembly;
  const [start, end] = [shard === 0 ? 0 : shardEnds[shard - 1]!, shardEnds[shard]!];
  const [first, behind] = unitsOf(tokensBefore, start, end);
  let documents = 0;
  for await (const part of openParts(job, assembly.set, first, behind)) {
    if (isStopped()) throw interrupted();
    const before = tokensBefore[part.unit]!;
    const from = Math.max(0, start - before);
    const to = Math.min(part.entry.tokens, end - before);
    for await (const ids of part.tokens(from, to)) await writer.write(ids);
    // One behind the other: both read of the part.
    const firstDocument = shard === 0 ? 0 : await documentsUpToEnd(assembly, shard - 1, part);
    const behindDocument = await documentsUpToEnd(assembly, shard, part);
    for await (const ends of part.ends(firstDocument, behindDocument)) {
      for (let i = 0; i < ends.length; i++) ends[i] = Math.min(before + ends[i]!, assembly.tokens) - start;
      await writer.endDocuments(ends);
    }
    documents += behindDocument - firstDocument;
  }
  return documents;
}

/**
 * How many documents of a part belong to a shard or one before it: a document belongs to the shard that has its
 * last token; in Megatron's format documents themselves are counted.
 */
async function documentsUpToEnd(
  { tokensBefore, documentsBefore, shardEnds, shardDocuments, tokens }: SetAssembly,
  shard: number,
  part: OpenPart,
): Promise<number> {
  const all = part.entry.documents;
  if (shardDocuments !== undefined)
    return Math.min(all, Math.max(0, shardDocuments[shard]! - documentsBefore[part.unit]!));
  // The last document of all may end behind the set's last token, with an <|endoftext|> that is taken away.
  const end = shardEnds[shard]!;
  return end === tokens ? all : part.documentsUpTo(end - tokensBefore[part.unit]!);
}

/** The first unit that has a token or an end of a document in a shard, and the one behind the last. */
function unitsOf(tokensBefore: Float64Array, start: number, end: number): [first: number, behind: number] {
  let [low, high] = [0, tokensBefore.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokensBefore[middle + 1]! >= start) high = middle;
    else low = middle + 1;
  }
  let behind = low;
  // At `end` too: documents without a token may follow the shard's last one and be its own.
  while (behind + 1 < tokensBefore.length && tokensBefore[behind]! <= end) behind++;
  return [low, behind];
}
