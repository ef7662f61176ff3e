/** Asynchronous calls of a writer, one after the other in the order they were made, awaited or not. */
export class SerialTasks {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `task` behind the others. Once one has failed, all later ones fail with its error. */
  run<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task);
    this.#last = result;
    return result;
  }

  /** Runs `task` behind the others, failed or not. */
  runAnyway<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task, task);
    this.#last = result;
    return result;
  }
}
