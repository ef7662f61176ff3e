/** In a browser files are kept by the Cache API, and nothing of Node is loaded. */
import { applyChatTemplate, encodeChat } from "@windrow/tokenizer-hf/chat";
import { fromPretrained, type FromPretrainedOptions } from "@windrow/tokenizer-hf/hub";
import { afterEach, expect, test } from "vitest";
import { COMMIT, smallModel } from "@windrow/testing/hub/small-model";

const hubUrl = "https://hub.example";
const requests: string[] = [];

/** The hub, in the page: a server can't be opened here. */
const hub: typeof fetch = async (input) => {
  const url = String(input);
  requests.push(url);
  const { files } = smallModel();
  if (url.includes("/api/")) {
    const siblings = await Promise.all(
      Object.entries(files).map(async ([rfilename, text]) => {
        const bytes = new TextEncoder().encode(text);
        const blob = new Uint8Array([...new TextEncoder().encode(`blob ${bytes.length}\0`), ...bytes]);
        return { rfilename, size: bytes.length, blobId: hex(await crypto.subtle.digest("SHA-1", blob)) };
      }),
    );
    return Response.json({ sha: COMMIT, siblings });
  }
  return new Response(files[url.split("/").at(-1)!]);
};

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

const open = (options: FromPretrainedOptions = {}) => fromPretrained("org/small", { hubUrl, fetch: hub, ...options });

afterEach(async () => {
  requests.length = 0;
  for (const name of await caches.keys()) await caches.delete(name);
});

test("downloads, keeps, and works offline then", async () => {
  const tokenizer = await open();
  expect([...tokenizer.encode("hello world")]).toEqual([0, 1]);
  expect(requests.length).toBe(4);
  await open();
  expect(requests.length).toBe(5);
  await open({ revision: COMMIT });
  const offline = await open({ offline: true });
  expect([requests.length, [...offline.encode("world")]]).toEqual([5, [1]]);
  const broken: typeof fetch = () => Promise.reject(new TypeError("Failed to fetch"));
  expect([...(await open({ fetch: broken })).encode("world")]).toEqual([1]);
});

test("keeps nothing of what fails", async () => {
  const cut: typeof fetch = async (input) => {
    const response = await hub(input);
    return String(input).endsWith("tokenizer.json") ? new Response((await response.text()).slice(1)) : response;
  };
  await expect(open({ fetch: cut })).rejects.toThrow(expect.objectContaining({ code: "HF_BAD_DOWNLOAD" }));
  await expect(open({ offline: true })).rejects.toThrow(expect.objectContaining({ code: "HF_NO_NETWORK" }));
  expect(await (await caches.open("windrow-hub")).keys()).toEqual([]);
});

test("knows no folders", async () => {
  for (const id of ["./model", "/model", "org/name/x"])
    await expect(fromPretrained(id)).rejects.toThrow(expect.objectContaining({ code: "HF_INVALID_OPTION" }));
  await expect(open({ cacheDir: "x" })).rejects.toThrow("cacheDir can't be a folder here");
});

test("chats", async () => {
  const tokenizer = await open({ cacheDir: false });
  const messages = [{ role: "user", content: "hello <s>" }];
  expect(applyChatTemplate(tokenizer, messages)).toBe("<s>hello <s>");
  expect([...encodeChat(tokenizer, messages)]).toEqual([3, 0, 2]);
});
