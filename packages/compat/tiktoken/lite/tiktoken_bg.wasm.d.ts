/** What a bundler makes of the file, which is a module of WebAssembly with nothing in it. */
declare const wasm: object;
// oxlint-disable-next-line import/no-default-export -- bundlers import it so
export default wasm;
