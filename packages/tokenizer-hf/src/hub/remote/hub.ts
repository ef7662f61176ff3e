/** The hub's API, as far as files of a model need it: what a revision is, which files it has, and their bytes. */
import { isRecord } from "../../fields/fields.ts";
import { hasHash, isHash } from "../model/checksum.ts";
import { isOfTokenizer, isPassedOver } from "../model/model-files.ts";
import { isCommit } from "../model/model-id.ts";
import type { KeptFile } from "../model/model-store.ts";
import { badDownload, type Subject } from "./hub-errors.ts";
import { request, type RequestOptions } from "./request.ts";

/** The list of a model's files. */
const MAX_LIST_BYTES = 64 << 20;
/** For one tokenizer: models have up to a dozen chat templates. */
const MAX_FILES = 100;
/** The largest tokenizer.json known has 33 MB. */
const MAX_FILE_BYTES = 1 << 30;

/** A file as the list has it. */
export interface RemoteFile {
  readonly name: string;
  readonly size: number;
  readonly hash: string;
}

/** What a revision of a model is. */
export interface RemoteModel {
  readonly commit: string;
  /** Those that make the tokenizer. */
  readonly files: readonly RemoteFile[];
  /** Names of all. */
  readonly names: readonly string[];
}

export class Hub {
  readonly #subject: Subject;
  readonly #options: RequestOptions;

  constructor(subject: Subject, options: RequestOptions) {
    this.#subject = subject;
    this.#options = options;
  }

  /** @throws HfError HF_NOT_FOUND, HF_UNAUTHORIZED, HF_NO_NETWORK, HF_BAD_DOWNLOAD; the signal's reason */
  async model(): Promise<RemoteModel> {
    const { hubUrl, id, revision } = this.#subject;
    const url = `${hubUrl}/api/models/${id}/revision/${encodeURIComponent(revision)}?blobs=true`;
    const bytes = await request(url, this.#subject, { atMost: MAX_LIST_BYTES }, this.#options);
    let answer: unknown;
    try {
      answer = JSON.parse(new TextDecoder().decode(bytes));
    } catch (error) {
      throw badDownload(this.#subject, "the list of its files is not JSON", error);
    }
    const [commit, siblings] = isRecord(answer) ? [answer["sha"], answer["siblings"]] : [];
    if (!isCommit(commit) || !Array.isArray(siblings))
      throw badDownload(this.#subject, "the hub does not say what its commit and files are");
    const names = siblings.map((one: unknown) => (isRecord(one) ? one["rfilename"] : undefined));
    const isRead = (name: string): boolean => isOfTokenizer(name) && !isPassedOver(name, names);
    const files = siblings.flatMap((one: unknown, i) => {
      const name = names[i];
      return typeof name === "string" && isRead(name) && isRecord(one) ? [this.#remoteFile(name, one)] : [];
    });
    if (files.length > MAX_FILES)
      throw badDownload(this.#subject, `it has ${files.length} files of a tokenizer, more than ${MAX_FILES}`);
    return { commit, files, names: names.filter((name) => typeof name === "string") };
  }

  #remoteFile(name: string, listed: Readonly<Record<string, unknown>>): RemoteFile {
    const lfs = isRecord(listed["lfs"]) ? listed["lfs"] : undefined;
    const size = lfs?.["size"] ?? listed["size"];
    const hash = lfs === undefined ? listed["blobId"] : (lfs["sha256"] ?? lfs["oid"]);
    const subject = { ...this.#subject, file: name };
    if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0 || !isHash(hash))
      throw badDownload(subject, "the hub does not say what its size and hash are");
    if (size > MAX_FILE_BYTES) throw badDownload(subject, `it has ${size} bytes, more than ${MAX_FILE_BYTES}`);
    return { name, size, hash };
  }

  /** A file, checked by its size and hash. @throws HfError as `model` */
  async download(commit: string, { name, size, hash }: RemoteFile): Promise<KeptFile> {
    const { hubUrl, id } = this.#subject;
    const subject = { ...this.#subject, file: name };
    const url = `${hubUrl}/${id}/resolve/${commit}/${name}`;
    const bytes = await request(url, subject, { exactly: size }, this.#options);
    if (hasHash(bytes, hash)) return { name, bytes, hash };
    throw badDownload(subject, "its hash differs from the one that the hub lists");
  }
}
