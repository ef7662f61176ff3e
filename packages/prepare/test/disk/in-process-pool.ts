/** In place of the pool of threads: does the same requests in this thread, where a test's layer under node:fs sees them. */
import { scanInput } from "../../src/plan/scan-input.ts";
import { interrupted } from "../../src/job/interrupted.ts";
import { TaskRunner } from "../../src/run/run-task.ts";
import type { Task, TaskResult } from "../../src/job/tasks.ts";
import type { ThreadRequest } from "../../src/run/messages.ts";

export class TaskPool {
  readonly threads: number = 1;
  #isStopped = false;
  #areScansStopped = false;
  readonly #runner = new TaskRunner(() => this.#isStopped);

  async run(request: ThreadRequest): Promise<unknown> {
    if (this.#isStopped) throw interrupted();
    if (request.kind === "scan") return scanInput(request, () => this.#isStopped || this.#areScansStopped);
    return request.kind === "task" ? this.#runner.run(request.output, request.task) : undefined;
  }

  runTask(output: string, task: Task): Promise<TaskResult> {
    return this.run({ kind: "task", output, task }) as Promise<TaskResult>;
  }

  loadAhead(): void {}

  stop(): void {
    this.#isStopped = true;
  }

  stopScans(): void {
    this.#areScansStopped = true;
  }

  async close(): Promise<void> {
    this.stop();
    await this.#runner.close();
  }
}
