/** One request of the hub: its body as a whole, or an error. A server that is too slow is given up. */
import { badDownload, refused, type Subject, unreachable } from "./hub-errors.ts";

/** So many bytes must come in each `timeout`. */
const MIN_PROGRESS = 16_384;

export interface RequestOptions {
  readonly fetch: typeof fetch;
  readonly token: string | undefined;
  /** Milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/**
 * @param size bytes that it must have, or a bound where that is not known
 * @throws HfError HF_NOT_FOUND, HF_UNAUTHORIZED, HF_NO_NETWORK, HF_BAD_DOWNLOAD; the signal's reason
 */
export async function request(
  url: string,
  subject: Subject,
  size: { readonly exactly: number } | { readonly atMost: number },
  options: RequestOptions,
): Promise<Uint8Array> {
  const patience = new Patience(options);
  try {
    const response = await answer(url, subject, options, patience);
    if (!response.ok) {
      // Nobody reads what it says; the connection is free again.
      await response.body?.cancel().catch(() => {});
      throw refused(subject, response.status, response.headers);
    }
    return await body(response, subject, size, options, patience);
  } finally {
    patience.end();
  }
}

async function answer(
  url: string,
  subject: Subject,
  { fetch: ask, token, signal }: RequestOptions,
  patience: Patience,
): Promise<Response> {
  // Redirects to another host go without the token: fetch itself takes it away.
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  try {
    return await ask(url, { headers, signal: patience.signal, redirect: "follow", cache: "no-store" });
  } catch (error) {
    signal.throwIfAborted();
    throw unreachable(subject, patience.isOver ? new Error("it did not answer in time") : error);
  }
}

async function body(
  response: Response,
  subject: Subject,
  size: { readonly exactly: number } | { readonly atMost: number },
  { signal }: RequestOptions,
  patience: Patience,
): Promise<Uint8Array> {
  const most = "exactly" in size ? size.exactly : size.atMost;
  const parts: Uint8Array[] = [];
  let received = 0;
  const reader = response.body?.getReader();
  try {
    for (;;) {
      const read = await reader?.read();
      if (read === undefined || read.done) break;
      received += read.value.length;
      if (received > most) throw badDownload(subject, `it has more than ${most} bytes`);
      parts.push(read.value);
      patience.progress(read.value.length);
    }
  } catch (error) {
    await reader?.cancel().catch(() => {});
    signal.throwIfAborted();
    if (patience.isOver) throw badDownload(subject, `it stalled after ${received} bytes`, error);
    if (received > most) throw error;
    throw badDownload(subject, `it was cut off after ${received} bytes`, error);
  }
  if ("exactly" in size && received !== most) throw badDownload(subject, `it ended after ${received} of ${most} bytes`);
  const whole = new Uint8Array(received);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Aborts a request that makes too little progress, or that the caller aborts. */
class Patience {
  readonly #controller = new AbortController();
  readonly #options: RequestOptions;
  readonly #forward = (): void => this.#controller.abort(this.#options.signal.reason);
  #timer: ReturnType<typeof setTimeout>;
  #received = 0;
  isOver = false;

  constructor(options: RequestOptions) {
    this.#options = options;
    options.signal.addEventListener("abort", this.#forward);
    if (options.signal.aborted) this.#forward();
    this.#timer = this.#start();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Time begins again once enough has come. */
  progress(bytes: number): void {
    this.#received += bytes;
    if (this.#received < MIN_PROGRESS) return;
    this.#received = 0;
    clearTimeout(this.#timer);
    this.#timer = this.#start();
  }

  #start(): ReturnType<typeof setTimeout> {
    return setTimeout(() => {
      this.isOver = true;
      this.#controller.abort();
    }, this.#options.timeout);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#options.signal.removeEventListener("abort", this.#forward);
  }
}
