/** Names of models and revisions, checked: they become parts of URLs and of paths in the cache. */
import { describe, invalidOption, quoted } from "@windrow/core";
import { fail } from "../../arguments.ts";

/** As the hub has it: `name`, or `organization/name`. */
const PART = /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?$/;
const MAX_LENGTH = 96;

/** A branch, a tag, a commit, or a pull request such as `refs/pr/1`. */
const REVISION = /^[A-Za-z0-9_][A-Za-z0-9_.+@=-]*(?:\/[A-Za-z0-9_][A-Za-z0-9_.+@=-]*)*$/;
const COMMIT = /^[0-9a-f]{40}$/;

/** Whether a text can only be meant as a folder: no model's id begins so, or has such characters. */
export function looksLikeFolder(text: string): boolean {
  return /^(?:[./~]|[A-Za-z]:[\\/])|\\|\/.*\/|\/$/.test(text);
}

/** @throws HfError HF_INVALID_OPTION */
export function checkModelId(id: string): string {
  const parts = id.split("/");
  const isFine =
    id.length <= MAX_LENGTH &&
    parts.length <= 2 &&
    parts.every((part) => PART.test(part) && !/--|\.\.|\.git$/.test(part));
  if (isFine) return id;
  throw fail(`${quoted(id)} is not the id of a model, such as "Qwen/Qwen3-8B", nor a folder.`, "id", id);
}

/** @throws HfError HF_INVALID_OPTION */
export function checkRevision(revision: string): string {
  if (
    typeof revision === "string" &&
    revision.length <= 200 &&
    REVISION.test(revision) &&
    !/\.\.|\.lock$/.test(revision)
  )
    return revision;
  const given = typeof revision === "string" ? quoted(revision) : describe(revision);
  throw fail(`revision is ${given}; expected a branch, a tag or a commit.`, "revision", revision);
}

export function isCommit(revision: unknown): revision is string {
  return typeof revision === "string" && COMMIT.test(revision);
}

/** @throws HfError HF_INVALID_OPTION */
export function checkHubUrl(url: string, option: string): string {
  const parsed = typeof url === "string" && URL.canParse(url) ? new URL(url) : undefined;
  const isFine =
    parsed !== undefined && /^https?:$/.test(parsed.protocol) && parsed.search === "" && parsed.hash === "";
  if (!isFine || parsed.username !== "" || parsed.password !== "")
    throw invalidOption(fail, option, url, 'a URL such as "https://huggingface.co"');
  return parsed.href.replace(/\/+$/, "");
}
