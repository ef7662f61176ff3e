import type { Plugin } from "vitest/config";

export declare function runFromSource(root: string): Plugin;
