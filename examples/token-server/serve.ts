/**
 * Starts the server on loopback.
 *
 * Usage: serve [PORT], default 8787; 0 for any that is free
 */
import type { AddressInfo } from "node:net";
import { createTokenServer } from "./token-server.ts";

const server = createTokenServer();
server.listen(Number(process.argv[2] ?? 8787), "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  console.log(`http://127.0.0.1:${port}/count`);
});
