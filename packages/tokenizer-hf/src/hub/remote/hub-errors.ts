/** What can go wrong between here and the hub, with what to do. */
import { quoted } from "@windrow/core";
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
        : `${quoted(id)} is gated: ask for access at ${hubUrl}/${id}, then pass your token as token or HF_TOKEN.`,
      fields,
    );
  if (code === "RevisionNotFound")
    return new HfError("HF_NOT_FOUND", `${quoted(id)} has no revision ${quoted(revision)}.`, fields);
  if (status === 404 && file !== undefined)
    return new HfError("HF_NOT_FOUND", `${quoted(id)} has no ${file} at revision ${quoted(revision)}.`, fields);
  if (status === 404 || (code === "RepoNotFound" && !hasToken)) {
    const remedy = hasToken
      ? "Check its id; if it is private, check whether the token has access."
      : "Check its id; if it is private, pass your token as token or HF_TOKEN.";
    return new HfError("HF_NOT_FOUND", `${quoted(id)} is not on ${hubUrl}. ${remedy}`, fields);
  }
  if (status === 401 || status === 403) {
    const remedy = hasToken
      ? "The token is wrong, has expired or has no access: make one at https://huggingface.co/settings/tokens."
      : "Pass your token as token or HF_TOKEN.";
    return new HfError("HF_UNAUTHORIZED", `${hubUrl} refuses ${nameOf(subject)} (${status}). ${remedy}`, fields);
  }
  const what = status === 429 ? "has had too many requests (429); wait a while, or pass a token" : `answers ${status}`;
  return new HfError("HF_NO_NETWORK", `${hubUrl} ${what}: ${nameOf(subject)} can't be downloaded now.`, fields);
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
    `${nameOf(subject)} at revision ${quoted(subject.revision)} is not in the cache, and offline is set (HF_HUB_OFFLINE): load it once without.`,
    fieldsOf(subject),
  );
}

/** An answer that is not what it should be. @param problem such as "it ended after 5 of 10 bytes" */
export function badDownload(subject: Subject, problem: string, cause?: unknown): HfError {
  return new HfError(
    "HF_BAD_DOWNLOAD",
    `The download of ${nameOf(subject)} failed: ${problem}. Nothing of it was kept; try again.`,
    { ...fieldsOf(subject), cause },
  );
}
