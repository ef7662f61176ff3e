/**
 * onnxruntime for code that runs in a separate context, as Jest's tests do and those of vitest's vmThreads. Such a
 * context has its own Float32Array; the addon makes arrays of the main context's, and onnxruntime's Tensor takes
 * none but those of the context that it was loaded in. So it is loaded in the main one, and arrays go there and come
 * back as views: nothing is copied.
 */
import type { InferenceSession, Tensor } from "onnxruntime-node";
import type { Runtime } from "./load-runtime.ts";

type Memory = Float32Array | Int32Array | Uint8Array;
type Arrays = Record<"Float32Array" | "Int32Array" | "Uint8Array", new (...view: unknown[]) => Memory>;

/** What is run in the main context. Within its own, Jest replaces even what `process.getBuiltinModule` gives. */
const OF_MAIN = `({
  Float32Array, Int32Array, Uint8Array,
  createRequire: (place) => process.getBuiltinModule("node:module").createRequire(place),
})`;

/** @returns onnxruntime of the main context, `undefined` where this is the main context */
export function runtimeOfMain(): Runtime | undefined {
  const { runInThisContext } = process.getBuiltinModule("node:vm");
  const main = runInThisContext(OF_MAIN) as Arrays & { createRequire(place: string): (name: string) => Runtime };
  if ((main.Float32Array as unknown) === Float32Array) return undefined;
  const require = main.createRequire(new URL("./", import.meta.url).href);
  const { InferenceSession, Tensor } = require("onnxruntime-node");

  const there = <Array extends Memory>(array: Array): Array => {
    const name = array[Symbol.toStringTag] as keyof Arrays;
    return new main[name](array.buffer, array.byteOffset, array.length) as Array;
  };
  const here = ({ data, dims }: Tensor): Pick<Tensor, "data" | "dims"> => {
    const { buffer, byteOffset, length } = data as Float32Array;
    return { data: new Float32Array(buffer, byteOffset, length), dims };
  };
  const create = async (
    model: Uint8Array,
    options: InferenceSession.SessionOptions,
  ): Promise<Pick<InferenceSession, "run" | "release">> => {
    const session = await InferenceSession.create(there(model), options);
    const run = async (...args: Parameters<InferenceSession["run"]>): Promise<InferenceSession.ReturnType> => {
      const results = Object.entries(await session.run(...args));
      return Object.fromEntries(results.map(([name, result]) => [name, here(result)])) as InferenceSession.ReturnType;
    };
    return { run: run as InferenceSession["run"], release: () => session.release() };
  };
  // What a constructor returns is what `new` gives.
  function TensorOfMain(type: "float32", data: Float32Array, dims: readonly number[]): Tensor {
    return new Tensor(type, there(data), dims);
  }
  return { InferenceSession: { create }, Tensor: TensorOfMain } as unknown as Runtime;
}
