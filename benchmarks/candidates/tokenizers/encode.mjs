/**
 * Encodes texts with one package in this Node and prints the times as JSON; encode-task.mjs says which.
 *
 * Usage: node encode.mjs ENTRY TASK IDS_FILE
 *
 * TASK is a JSON file with the task. The ids of the first pass go to IDS_FILE as little-endian int32.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { clock } from "./clock.mjs";
import { encodeTask } from "./encode-task.mjs";
import { peakMegabytes } from "./peak-memory.mjs";

const [entry, taskFile, idsFile] = process.argv.slice(2);
const task = JSON.parse(readFileSync(taskFile, "utf8"));
const { figures, ids } = await encodeTask(task, { load: () => import(pathToFileURL(entry)), clock, peakMegabytes });
writeFileSync(idsFile, ids);
console.log(JSON.stringify(figures));
