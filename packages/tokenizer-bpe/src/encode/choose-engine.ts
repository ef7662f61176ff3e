/** Which of the two engines a tokenizer has: the one that was asked for, or WebAssembly where it is available. */
import { describe } from "@windrow/core";
import type { UnitMemory } from "../decode/unit-memory.ts";
import { BpeError } from "../errors.ts";
import { isStackOverflow } from "../stack-overflow.ts";
import type { VocabularySource } from "../vocabulary/vocabulary-source.ts";
import { WasmMemory } from "../wasm/wasm-memory.ts";
import type { Engine, EngineName } from "./engine.ts";
import { TypeScriptEngine } from "./typescript-engine.ts";
import type { Split } from "../split/split.ts";
import { WasmEngine } from "./wasm-engine.ts";

const ENGINE_NAMES: ReadonlySet<unknown> = /* @__PURE__ */ new Set<EngineName>(["wasm", "typescript"]);

/**
 * @param name by default what the environment variable WINDROW_ENGINE says, or else what is available
 * @throws BpeError BPE_NO_WASM where WebAssembly was asked for by name and can't be had; BPE_INVALID_OPTION
 */
export function chooseEngine(split: Split, source: VocabularySource, name?: EngineName): Engine {
  if (wantsWasm(name)) {
    try {
      return new WasmEngine(split, source);
    } catch (error) {
      // A stack that its caller has used up says nothing about this place: the next call may have room.
      if (isStackOverflow(error)) throw error;
      // Whatever else the reason is, the other engine gives the same ids.
      if (name === "wasm") throw noWasm(error);
    }
  }
  return new TypeScriptEngine(split, source.vocabulary());
}

/**
 * What copies tokens in place of TypeScript.
 * @throws where TypeScript was asked for, or WebAssembly can't be had
 */
export function openWasmMemory(memory: UnitMemory, source: VocabularySource, name?: EngineName): UnitMemory {
  if (!wantsWasm(name)) throw new Error("the TypeScript engine was requested");
  return new WasmMemory(memory, source);
}

/** @throws BpeError BPE_INVALID_OPTION */
export function checkEngineName(name: unknown, option: string = "engine"): EngineName | undefined {
  if (name === undefined || ENGINE_NAMES.has(name)) return name as EngineName | undefined;
  throw new BpeError("BPE_INVALID_OPTION", `${option} is ${describe(name)}; expected "wasm" or "typescript".`, {
    option,
    value: name,
  });
}

/** Whether WebAssembly is to be tried. @throws BpeError BPE_INVALID_OPTION */
export function wantsWasm(name: EngineName | undefined): boolean {
  return (name ?? wantedByEnvironment()) !== "typescript";
}

interface Process {
  readonly versions?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

function wantedByEnvironment(): EngineName | undefined {
  const { process } = globalThis as { process?: Process };
  // Deno has variables for programs with that right alone, and would ask the user for it.
  if (process?.versions?.["deno"] !== undefined) return undefined;
  return checkEngineName(process?.env?.["WINDROW_ENGINE"] || undefined, "the environment variable WINDROW_ENGINE");
}

function noWasm(cause: unknown): BpeError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new BpeError(
    "BPE_NO_WASM",
    `The WebAssembly engine is not available here: ${reason}. Leave engine out, or pass { engine: "typescript" }; the ids are the same.`,
    { cause },
  );
}
