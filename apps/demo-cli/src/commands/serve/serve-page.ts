/**
 * One page over HTTP on 127.0.0.1 and nothing else: one path, two methods, no files. The Host header
 * must name this machine, since a foreign page could otherwise have its own name lead here (DNS
 * rebinding) and read the text.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { CliError } from "../../errors/cli-error.ts";

const LOOPBACK = "127.0.0.1";

/** On every answer: no other page may frame it, read it or keep it. */
const HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy": "frame-ancestors 'none'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Cache-Control": "no-store",
};

/** A server that is listening. */
export interface PageServer {
  /** Its address for a browser, such as `http://127.0.0.1:4321/`. */
  readonly address: string;
  /** Ends it, open connections included. */
  readonly close: () => void;
}

/**
 * @param port 0 for one that is free
 * @throws CliError where the port can't be had
 */
export async function servePage(html: string, port: number): Promise<PageServer> {
  const body = Buffer.from(html);
  const server = createServer((request, response) => answer(request, response, body));
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(cannotListen(port, error)));
    server.listen({ host: LOOPBACK, port }, resolve);
  });
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { address: `http://${LOOPBACK}:${(server.address() as AddressInfo).port}/`, close };
}

function answer(request: IncomingMessage, response: ServerResponse, page: Buffer): void {
  const refuse = (status: number, reason: string, more: Readonly<Record<string, string>> = {}): void => {
    response.writeHead(status, { ...HEADERS, ...more, "Content-Type": "text/plain; charset=utf-8" });
    response.end(request.method === "HEAD" ? undefined : `${reason}\n`);
  };
  const port = request.socket.localPort;
  if (![`${LOOPBACK}:${port}`, `localhost:${port}`].includes(request.headers.host ?? "")) {
    return refuse(421, `This server answers at http://${LOOPBACK}:${port}/ only.`);
  }
  if (request.method !== "GET" && request.method !== "HEAD") {
    return refuse(405, "Only GET and HEAD are answered.", { Allow: "GET, HEAD" });
  }
  if (request.url !== "/") return refuse(404, "There is one page here, at /.");
  response.writeHead(200, { ...HEADERS, "Content-Type": "text/html; charset=utf-8", "Content-Length": page.length });
  response.end(request.method === "HEAD" ? undefined : page);
}

function cannotListen(port: number, cause: NodeJS.ErrnoException): CliError {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: "another program uses it. Give another with --port, or --port 0 for a free one",
    EACCES: "the system does not allow it. Give one from 1024 on, or --port 0 for a free one",
  };
  return new CliError(`cannot listen on port ${port}: ${reasons[cause.code ?? ""] ?? cause.message}.`, { cause });
}
