/** A promise with a time limit. */

/**
 * What the promise gives, or an error where it takes longer. Not a race of promises: the timer has to go when the
 * promise is settled.
 * @param ms milliseconds; Infinity for no limit
 */
export function within<T>(ms: number, promise: Promise<T>, timedOut: () => Error): Promise<T> {
  if (ms === Infinity) return promise;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(timedOut()), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
