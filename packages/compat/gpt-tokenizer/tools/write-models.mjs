/**
 * The modules `gpt-tokenizer/model/NAME`, 207 of them, from src/model-table.ts: into dist/model/ as ES modules,
 * CommonJS and declarations, after the build of the rest. A model without chats is its encoding's module under another
 * name; the others have an encoding of their own, which knows its model. No vocabulary is in any of them.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { rolldown } from "rolldown";

/** What every module exports besides the constants. */
const FUNCTIONS = [
  "clearMergeCache",
  "countTokens",
  "decode",
  "decodeAsyncGenerator",
  "decodeGenerator",
  "encode",
  "encodeChat",
  "encodeChatGenerator",
  "encodeGenerator",
  "estimateCost",
  "isWithinTokenLimit",
  "setMergeCacheSize",
  "vocabularySize",
];

/** Modules of the source as Node can import them. */
async function importSource(file) {
  const bundle = await rolldown({ input: file, external: /^@windrow\// });
  const { output } = await bundle.generate({ format: "es" });
  await bundle.close();
  return import(`data:text/javascript,${encodeURIComponent(output[0].code)}`);
}

/** Another name of an encoding's module. */
function alias(encoding) {
  const from = `../encoding/${encoding}`;
  const es = (ending) => `export { default } from "${from}${ending}";\nexport * from "${from}${ending}";\n`;
  return { js: es(".js"), cjs: `module.exports = require("${from}.cjs");\n`, types: es };
}

/** A module with an encoding of its own. */
function chatModule(model, encoding, names) {
  const variable = encoding.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
  const vocabulary = `@windrow/tokenizer-bpe/${encoding}`;
  const js = [
    `import { ${variable} } from "${vocabulary}";`,
    'import { GptEncoding } from "../GptEncoding.js";',
    'export * from "../constants.js";',
    'export * from "../specialTokens.js";',
    `const api = GptEncoding.getEncodingApiForModel("${model}", () => ${variable});`,
    `export const { ${names.join(", ")} } = api;`,
    "export default api;",
  ];
  const cjs = [
    'Object.defineProperties(exports, { __esModule: { value: true }, [Symbol.toStringTag]: { value: "Module" } });',
    `const { ${variable} } = require("${vocabulary}");`,
    'const { GptEncoding } = require("../GptEncoding.cjs");',
    `const api = GptEncoding.getEncodingApiForModel("${model}", () => ${variable});`,
    'Object.assign(exports, require("../constants.cjs"), require("../specialTokens.cjs"));',
    ...names.map((name) => `exports.${name} = api.${name};`),
    "exports.default = api;",
  ];
  const types = (ending) => [
    `import { GptEncoding } from "../GptEncoding${ending}";`,
    `export * from "../constants${ending}";`,
    `export * from "../specialTokens${ending}";`,
    "declare const api: GptEncoding;",
    ...names.map((name) => `export declare const ${name}: NonNullable<GptEncoding["${name}"]>;`),
    "export default api;",
  ];
  const text = (lines) => `${lines.join("\n")}\n`;
  return { js: text(js), cjs: text(cjs), types: (ending) => text(types(ending)) };
}

const { MODELS } = await importSource("src/model-table.ts");
mkdirSync("dist/model", { recursive: true });
for (const [encoding, { other, chat, functions }] of Object.entries(MODELS)) {
  const modules = [
    ...other.map((model) => [model, alias(encoding)]),
    ...chat.map((model) => [model, chatModule(model, encoding, FUNCTIONS)]),
    ...functions.map((model) => [model, chatModule(model, encoding, ["countChatCompletionTokens", ...FUNCTIONS])]),
  ];
  for (const [model, { js, cjs, types }] of modules) {
    writeFileSync(`dist/model/${model}.js`, js);
    writeFileSync(`dist/model/${model}.cjs`, cjs);
    writeFileSync(`dist/model/${model}.d.ts`, types(".js"));
    writeFileSync(`dist/model/${model}.d.cts`, types(".cjs"));
  }
}
