/** Files of a model, from the cache or the hub: which of both, and when it is asked. */
import { quoted } from "@windrow/core";
import { HfError } from "../errors.ts";
import type { CheckedHubOptions } from "./hub-options.ts";
import { FILES, haveTokenizer, isOfTokenizer, type ModelFiles, SOURCES, TOKENIZER } from "./model/model-files.ts";
import { isCommit } from "./model/model-id.ts";
import type { KeptFile, ModelStore } from "./model/model-store.ts";
import { notCached, type Subject } from "./remote/hub-errors.ts";
import { Hub, type RemoteFile, type RemoteModel } from "./remote/hub.ts";

export interface FetchedModel {
  readonly files: ModelFiles;
  /** Puts into the cache what is not there yet. */
  readonly keep: () => Promise<void>;
}

/**
 * A commit that is in the cache needs no network. Where a branch or a tag stands now is asked; without network it is
 * what it was.
 * @throws HfError HF_NOT_FOUND, HF_UNAUTHORIZED, HF_NO_NETWORK, HF_BAD_DOWNLOAD; the signal's reason
 */
export async function fetchModel(
  id: string,
  options: CheckedHubOptions,
  store: ModelStore | undefined,
): Promise<FetchedModel> {
  const { revision, hubUrl, offline, signal } = options;
  signal.throwIfAborted();
  const known = isCommit(revision) ? revision : await store?.commitOf(revision);
  const cached = store === undefined || known === undefined ? undefined : await readCached(store, known);
  if (cached && haveTokenizer(cached.files) && (offline || (cached.isComplete && isCommit(revision))))
    return { files: cached.files, keep: async () => {} };
  const subject: Subject = { id, revision, hubUrl, hasToken: false };
  if (offline) throw notCached({ ...subject, file: cached === undefined ? undefined : TOKENIZER });
  const token = await options.token();
  const asked = { ...subject, hasToken: token !== undefined };
  try {
    return await download(asked, token, options, store);
  } catch (error) {
    const isUnreachable = error instanceof HfError && error.code === "HF_NO_NETWORK";
    if (!isUnreachable || !cached || !haveTokenizer(cached.files)) throw error;
    return { files: cached.files, keep: async () => {} };
  }
}

/** What the cache has of a commit. */
async function readCached(
  store: ModelStore,
  commit: string,
): Promise<{ readonly files: ModelFiles; readonly isComplete: boolean }> {
  const names = new Set([...FILES, ...(await store.list(commit)).filter(isOfTokenizer)]);
  const read = await Promise.all(Array.from(names, async (name) => [name, await store.read(commit, name)] as const));
  const files = new Map<string, Uint8Array>();
  for (const [name, bytes] of read) if (bytes) files.set(name, bytes);
  return { files, isComplete: read.every(([, bytes]) => bytes !== undefined) };
}

async function download(
  subject: Subject,
  token: string | undefined,
  options: CheckedHubOptions,
  store: ModelStore | undefined,
): Promise<FetchedModel> {
  const { signal, fetch, timeout } = options;
  // The others stop when one fails.
  const stop = new AbortController();
  const hub = new Hub(subject, { fetch, timeout, token, signal: AbortSignal.any([signal, stop.signal]) });
  const model = await hub.model();
  requireTokenizer(subject, model);
  const fresh: KeptFile[] = [];
  const fetchOne = async (file: RemoteFile): Promise<readonly [string, Uint8Array]> => {
    const kept = await store?.read(model.commit, file.name);
    if (kept) return [file.name, kept];
    const { name, hash } = file;
    const blob = await store?.blob(hash);
    const found = blob === undefined ? await hub.download(model.commit, file) : { name, hash, bytes: blob };
    fresh.push(found);
    return [name, found.bytes];
  };
  const running = model.files.map((file) => fetchOne(file));
  const files = await Promise.all(running).catch(async (error: unknown) => {
    stop.abort(error);
    await Promise.allSettled(running);
    throw error;
  });
  const keep = async (): Promise<void> => {
    const missing = FILES.filter((name) => !model.files.some((file) => file.name === name));
    // Where it is, all else is: a cache is taken for whole that has it.
    const isLast = ({ name }: KeptFile): number => Number(SOURCES.includes(name));
    const last = fresh.toSorted((a, b) => isLast(a) - isLast(b));
    await store?.write(model.commit, last, missing);
    if (subject.revision !== model.commit) await store?.setCommit(subject.revision, model.commit);
  };
  return { files: new Map(files), keep };
}

/** Names what there is instead, which other readers may take. */
function requireTokenizer({ id, revision }: Subject, { files, names }: RemoteModel): void {
  if (haveTokenizer(new Set(files.map(({ name }) => name)))) return;
  const others = names.filter((name) => /^(?:tekken\.json|.*\.model|vocab\.json|.*\.tiktoken)$/.test(name));
  const instead = others.length === 0 ? "" : ` It has ${others.slice(0, 3).join(", ")}.`;
  throw new HfError("HF_NOT_FOUND", `${quoted(id)} has no tokenizer.json at revision ${quoted(revision)}.${instead}`, {
    id,
    revision,
    file: TOKENIZER,
  });
}
