/** Node, Bun and Deno, from npm: a program that reads the texts from a file, and has no other right. */
import { installRuntime, WANTED } from "../verify/runtimes.mjs";
import { run } from "../run.mjs";

export const processes = WANTED.map((wanted) => ({
  label: wanted,
  expected: "wasm",
  /** @returns {Promise<{ name: string, ask(): Promise<object> }>} its name with the version, and what asks it */
  async open(programs, scratch) {
    const { name, command, args } = await installRuntime(scratch, wanted);
    const rights = args.filter((arg) => arg !== "--allow-env");
    return {
      name,
      ask: async () => JSON.parse(await run(command, [...rights, "process.mjs"], { cwd: programs })),
    };
  },
}));
