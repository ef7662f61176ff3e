/** Does one task, wherever it is called: in a thread of a pool, or here. */
import { assembleShard } from "../assemble/assemble-shard.ts";
import { readAssembly, readAssemblyManifest, type SetAssembly } from "../assemble/assembly.ts";
import { encodeUnit, type EncodeTurns } from "../encode/encode-unit.ts";
import { asPrepareError } from "../files/as-prepare-error.ts";
import { invalidJob } from "../files/invalid-job.ts";
import { sweepDone } from "../finish/sweep-done.ts";
import { isFinished } from "../job/is-finished.ts";
import { ASSEMBLY_FILE, jobPath } from "../job/job-folder.ts";
import { readMarker } from "../job/markers.ts";
import { type Job, loadJob, type LoadedJob, openJob } from "../job/open-job.ts";
import type { Task, TaskResult } from "../job/tasks.ts";
import { checkTask } from "./check-task.ts";

/** Jobs as a thread has loaded them: the last one, so that a thousand tasks load one tokenizer. */
export class TaskRunner {
  readonly #isStopped: () => boolean;
  #lastTurn: Promise<unknown> = Promise.resolve();
  #loaded: Promise<LoadedJob> | undefined;
  #assembly: Promise<SetAssembly[]> | undefined;
  #fingerprint: string | undefined;

  /** @param isStopped asked within tasks, which then end with PREPARE_INTERRUPTED and leave nothing */
  constructor(isStopped: () => boolean = () => false) {
    this.#isStopped = isStopped;
  }

  /**
   * Does a task, or finds that it is done.
   * @param onWriting called when only files are left to be written, which takes no processor
   * @throws PrepareError
   */
  async run(output: string, given: Task, onWriting?: () => void): Promise<TaskResult> {
    const job = await openJob(output);
    if (await isFinished(output)) return NOTHING;
    const task = await checkTask(job, given);
    const done = await readMarker(job, task);
    if (done !== undefined) return done;
    if (job.fingerprint !== this.#fingerprint) {
      await this.close();
      this.#fingerprint = job.fingerprint;
    }
    try {
      const result =
        task.stage === "encode"
          ? await encodeUnit(await this.#load(job), task.index, this.#turns(onWriting))
          : await assembleShard(job, await this.#loadAssembly(job), task.index, this.#isStopped);
      // Others may have done the same, and all the rest, and swept: then this is rubbish.
      if (await isFinished(output)) await sweepDone(job);
      return result;
    } catch (error) {
      // Another that did the same may have finished it, and the whole job, and swept the files away.
      const doneByAnother = await readMarker(job, task).catch(() => undefined);
      if (doneByAnother !== undefined) return doneByAnother;
      if (!(await isFinished(output).catch(() => false))) throw asPrepareError(error, output);
      await sweepDone(job);
      return NOTHING;
    }
  }

  async close(): Promise<void> {
    const loaded = await this.#loaded?.catch(() => undefined);
    [this.#loaded, this.#assembly, this.#fingerprint] = [undefined, undefined, undefined];
    await loaded?.inputs.close();
    await loaded?.units.close();
  }

  #turns(onEnd: (() => void) | undefined): EncodeTurns {
    return {
      isStopped: this.#isStopped,
      inTurn: async (encoding) => {
        const turn = this.#lastTurn.then(encoding, encoding);
        this.#lastTurn = turn;
        const result = await turn;
        onEnd?.();
        return result;
      },
    };
  }

  #load(job: Job): Promise<LoadedJob> {
    this.#loaded ??= keepUnlessFailed(loadJob(job), () => (this.#loaded = undefined));
    return this.#loaded;
  }

  #loadAssembly(job: Job): Promise<SetAssembly[]> {
    this.#assembly ??= keepUnlessFailed(openAssembly(job), () => (this.#assembly = undefined));
    return this.#assembly;
  }
}

const NOTHING: TaskResult = { tokens: 0, documents: 0, skipped: 0, bytes: 0 };

async function openAssembly(job: Job): Promise<SetAssembly[]> {
  const manifest = await readAssemblyManifest(job);
  if (manifest !== undefined) return readAssembly(job, manifest);
  throw invalidJob(jobPath(job.output), `lost its ${ASSEMBLY_FILE}`);
}

function keepUnlessFailed<T>(promise: Promise<T>, forget: () => void): Promise<T> {
  promise.catch(forget);
  return promise;
}
