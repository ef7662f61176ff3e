/** workerd, the runtime of Cloudflare's Workers, in the version of examples/edge-worker: bundled for it, and as for others. */
import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { once } from "node:events";
import { join } from "node:path";
import { run } from "../run.mjs";
import { bundleProgram } from "./programs.mjs";

const example = new URL("../../../examples/edge-worker/package.json", import.meta.url);
const { workerd: version } = JSON.parse(readFileSync(example, "utf8")).devDependencies;

const ENGINE = "node_modules/@windrow/tokenizer-bpe/assembly/engine.wasm";

export const workers = [
  { label: "workerd", where: "engine.wasm imported", conditions: ["workerd"], expected: "wasm" },
  { label: "workerd-plain", where: "bundled without the condition", conditions: [], expected: "typescript" },
].map(({ label, where, conditions, expected }) => ({
  label,
  expected,
  async open(programs, scratch) {
    const home = join(scratch, "workerd");
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, "package.json"), "{}");
    await run("npm", ["install", "--no-audit", "--no-fund", `workerd@${version}`], { cwd: home });
    const { default: command } = createRequire(join(home, "package.json"))("workerd");

    const folder = join(programs, "bundled", label);
    await bundleProgram(programs, "workerd.mjs", folder, conditions);
    const wasm = /^import .* from "(?<path>[^"]+\.wasm)";$/m.exec(readFileSync(join(folder, "workerd.js"), "utf8"));
    if (wasm !== null) copyFileSync(join(programs, ENGINE), join(folder, "engine.wasm"));
    writeFileSync(join(folder, "config.capnp"), configOf(wasm?.groups.path));
    const args = ["serve", "config.capnp", "--control-fd=3", "--verbose"];
    const env = { ...process.env, PWD: folder };
    const child = spawn(command, args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe", "pipe"] });
    let logged = "";
    for (const output of [child.stdout, child.stderr])
      output.setEncoding("utf8").on("data", (part) => (logged += part));
    const ended = once(child, "exit").then(([code]) =>
      Promise.reject(new Error(`workerd ended with ${code}: ${logged}`)),
    );
    const [line] = await Promise.race([once(child.stdio[3], "data"), ended]);
    ended.catch(() => undefined);
    const { port } = JSON.parse(String(line));
    return {
      name: `workerd ${version}, ${where}`,
      async ask() {
        const body = readFileSync(join(programs, "texts.json"));
        const response = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body });
        if (!response.ok) throw new Error(`workerd answered ${response.status}: ${await response.text()} ${logged}`);
        const probed = await response.json();
        if (logged !== "") throw new Error(`workerd logged: ${logged}`);
        return probed;
      },
      async close() {
        child.kill();
        await ended.catch(() => undefined);
      },
    };
  },
}));

/** @param wasm as the bundle imports it */
function configOf(wasm) {
  const modules = ['(name = "worker", esModule = embed "workerd.js")'];
  if (wasm !== undefined) modules.push(`(name = "${wasm}", wasm = embed "engine.wasm")`);
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (modules = [${modules.join(", ")}], compatibilityDate = "2026-11-01");
`;
}
