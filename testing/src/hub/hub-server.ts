/**
 * A server of the hub's API on loopback, as huggingface.co answers: the list of a revision's files with sizes and hashes,
 * redirects of large files to another host, error codes in headers, gated and private models. And all that can go wrong.
 */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** How the body of a file comes, where it does not come whole. */
type Fault = "cut" | "short" | "long" | "stall" | "trickle" | "flipped" | number;

export interface Model {
  /** Commits by branch or tag. */
  readonly revisions: Record<string, string>;
  /** Contents by file. */
  readonly files: Record<string, string>;
  /** Files that lie on the other host, as those that git LFS keeps. */
  readonly large?: readonly string[];
  readonly access?: "gated" | "private";
}

interface Request {
  readonly method: string;
  readonly url: string;
  /** Whether it came to the other host. */
  readonly isOther: boolean;
  readonly authorization: string | undefined;
}

export const TOKEN = "hf_right";

const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
const gitId = (bytes: Buffer): string =>
  createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");

export class HubServer {
  readonly models: Record<string, Model> = {};
  readonly faults: Record<string, Fault> = {};
  readonly requests: Request[] = [];
  /** What the API answers in place of the list. */
  list: string | undefined;
  /** Those that were redirected to, by their hash. */
  readonly #largeFiles = new Map<string, Buffer>();
  readonly #main: Server;
  readonly #other: Server;

  private constructor() {
    this.#main = createServer((request, response) => this.#answer(request, response));
    this.#other = createServer((request, response) => this.#answerOther(request, response));
  }

  static async open(): Promise<HubServer> {
    const server = new HubServer();
    for (const one of [server.#main, server.#other]) await once(one.listen(0, "127.0.0.1"), "listening");
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#main.address() as AddressInfo).port}`;
  }

  get #otherUrl(): string {
    return `http://localhost:${(this.#other.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const one of [this.#main, this.#other]) {
      one.closeAllConnections();
      if (one.listening) await new Promise((done) => one.close(done));
    }
  }

  #note({ method, url, headers }: IncomingMessage, isOther: boolean): void {
    this.requests.push({ method: method!, url: url!, isOther, authorization: headers.authorization });
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    this.#note(request, false);
    const path = decodeURIComponent(request.url!.split("?")[0]!);
    const listed = /^\/api\/models\/(.+)\/revision\/(.+)$/.exec(path);
    const resolved = /^\/(.+?)\/resolve\/([^/]+|refs\/pr\/\d+)\/(.+)$/.exec(path);
    const [, id, revision, file] = listed ?? resolved ?? [];
    const model = this.models[id!];
    const token = request.headers.authorization?.replace("Bearer ", "");
    if (token !== undefined && token !== TOKEN) return error(response, 401, undefined, "Invalid credentials");
    if (model === undefined || (model.access === "private" && token === undefined))
      return error(response, token === undefined ? 401 : 404, "RepoNotFound", "Repository not found");
    if (model.access === "gated" && (token === undefined || resolved !== null))
      return error(response, token === undefined ? 401 : 403, "GatedRepo", "Access to model is restricted");
    const commit = model.revisions[revision!] ?? Object.values(model.revisions).find((one) => one === revision);
    if (commit === undefined) return error(response, 404, "RevisionNotFound", "Invalid rev id");
    response.setHeader("X-Repo-Commit", commit);
    if (listed !== null) return this.#sendList(model, commit, response);
    return this.#sendFile(model, file!, request.method!, response);
  }

  #sendList(model: Model, commit: string, response: ServerResponse): void {
    const siblings = Object.entries(model.files).map(([rfilename, text]) => {
      const bytes = Buffer.from(text);
      const lfs = { sha256: sha256(bytes), size: bytes.length, pointerSize: 134 };
      const isLarge = model.large?.includes(rfilename);
      return { rfilename, size: bytes.length, blobId: gitId(bytes), ...(isLarge ? { lfs } : {}) };
    });
    response.setHeader("content-type", "application/json");
    response.end(this.list ?? JSON.stringify({ id: "x", sha: commit, siblings }));
  }

  #sendFile(model: Model, file: string, method: string, response: ServerResponse): void {
    const text = model.files[file];
    if (text === undefined) return error(response, 404, "EntryNotFound", "Entry not found");
    const bytes = Buffer.from(text);
    if (model.large?.includes(file)) {
      response.setHeader("X-Linked-Etag", `"${sha256(bytes)}"`);
      response.setHeader("X-Linked-Size", String(bytes.length));
      this.#largeFiles.set(sha256(bytes), bytes);
      response.setHeader("location", `${this.#otherUrl}/${file}/${sha256(bytes)}`);
      response.writeHead(302).end();
      return;
    }
    response.setHeader("etag", `"${gitId(bytes)}"`);
    this.#sendBody(file, bytes, method, response);
  }

  #answerOther(request: IncomingMessage, response: ServerResponse): void {
    this.#note(request, true);
    const [, file, hash] = request.url!.split("/");
    this.#sendBody(file!, this.#largeFiles.get(hash!)!, request.method!, response);
  }

  #sendBody(file: string, bytes: Buffer, method: string, response: ServerResponse): void {
    const fault = this.faults[file];
    if (typeof fault === "number") return error(response, fault, undefined, "fault");
    if (method === "HEAD") return void response.setHeader("content-length", bytes.length).end();
    if (fault === undefined) return void response.setHeader("content-length", bytes.length).end(bytes);
    if (fault === "flipped") return void response.end(Buffer.from(bytes.map((byte, i) => (i === 0 ? byte ^ 1 : byte))));
    if (fault === "short") return void response.end(bytes.subarray(1));
    if (fault === "long") return void response.end(Buffer.concat([bytes, bytes]));
    response.setHeader("content-length", bytes.length);
    response.write(bytes.subarray(0, 1));
    if (fault === "cut") setImmediate(() => response.destroy());
    if (fault === "trickle") {
      let at = 1;
      const timer = setInterval(() => response.write(bytes.subarray(at, ++at)), 20);
      response.on("close", () => clearInterval(timer));
    }
  }
}

function error(response: ServerResponse, status: number, code: string | undefined, message: string): void {
  if (code !== undefined) response.setHeader("X-Error-Code", code);
  response.setHeader("X-Error-Message", message);
  response.writeHead(status).end(JSON.stringify({ error: message }));
}
