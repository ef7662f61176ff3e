/** What can go wrong between here and the hub, with what to do. */
import { quoted, wording, type WordingPart } from "@windrow/core";
import { HfError } from "../../errors.ts";

/** What a request is about. */
export interface Subject {
  readonly id: string;
  readonly revision: string;
  readonly hubUrl: string;
  /** Undefined where it is the model as a whole. */
  readonly file?: string | undefined;
  readonly hasToken: boolean;
}

/** What a command line has a variable for alone. */
const YOUR_TOKEN: WordingPart = {
  inCode: "pass your token as token or HF_TOKEN",
  elsewhere: "set HF_TOKEN to your token",
};

const fieldsOf = ({ id, revision, hubUrl, file }: Subject): Record<string, unknown> => ({
  id,
  revision,
  hubUrl,
  ...(file === undefined ? {} : { file }),
});

const nameOf = ({ id, file }: Subject): string => (file === undefined ? quoted(id) : `${file} of ${quoted(id)}`);

/** An answer that is not the thing itself. */
export function refused(subject: Subject, status: number, headers: Headers): HfError {
  const code = headers.get("x-error-code");
  const said = headers.get("x-error-message");
  const fields = { ...fieldsOf(subject), status, ...(said === null ? {} : { said }) };
  const { id, revision, hubUrl, file, hasToken } = subject;
  if (code === "GatedRepo")
    return new HfError(
      "HF_UNAUTHORIZED",
      hasToken
        ? `${quoted(id)} is gated, and this token has no access yet: ask for it at ${hubUrl}/${id}.`
        : wording`${quoted(id)} is gated: ask for access at ${hubUrl}/${id}, then ${YOUR_TOKEN}.`,
      fields,
    );
  if (code === "RevisionNotFound")
    return new HfError("HF_NOT_FOUND", `${quoted(id)} has no revision ${quoted(revision)}.`, fields);
  if (status === 404 && file !== undefined)
    return new HfError("HF_NOT_FOUND", `${quoted(id)} has no ${file} at revision ${quoted(revision)}.`, fields);
  if (status === 404 || (code === "RepoNotFound" && !hasToken)) {
    const remedy = hasToken ? "check whether the token has access" : YOUR_TOKEN;
    const where = `${quoted(id)} is not on ${hubUrl}`;
    return new HfError("HF_NOT_FOUND", wording`${where}. Check its id; if it is private, ${remedy}.`, fields);
  }
  if (status === 401 || status === 403) {
    const remedy = hasToken
      ? "the token is wrong, has expired or has no access; make one at https://huggingface.co/settings/tokens"
      : YOUR_TOKEN;
    const what = `${hubUrl} refuses ${nameOf(subject)} (${status})`;
    return new HfError("HF_UNAUTHORIZED", wording`${what}: ${remedy}.`, fields);
  }
  const why =
    status === 429
      ? wording`has received too many requests (429); wait a while, or ${{ inCode: "pass a token", elsewhere: "set HF_TOKEN" }}`
      : `answers ${status}`;
  const what = `${nameOf(subject)} can't be downloaded now`;
  return new HfError("HF_NO_NETWORK", wording`${hubUrl} ${why}: ${what}.`, fields);
}

/** No answer at all. */
export function unreachable(subject: Subject, cause: unknown): HfError {
  return new HfError(
    "HF_NO_NETWORK",
    `${subject.hubUrl} can't be reached, and ${nameOf(subject)} is not in the cache: check the network, or load it from a folder.`,
    { ...fieldsOf(subject), cause },
  );
}

/** The network must not be used. */
export function notCached(subject: Subject): HfError {
  return new HfError(
    "HF_NO_NETWORK",
    `${nameOf(subject)} at revision ${quoted(subject.revision)} is not in the cache, and offline is set (HF_HUB_OFFLINE): load it once while online.`,
    fieldsOf(subject),
  );
}

/** An answer that is not what it should be. @param problem such as "it ended after 5 of 10 bytes" */
export function badDownload(subject: Subject, problem: string, cause?: unknown): HfError {
  return new HfError(
    "HF_BAD_DOWNLOAD",
    `The download of ${nameOf(subject)} failed: ${problem}. Nothing was kept; try again.`,
    { ...fieldsOf(subject), cause },
  );
}
