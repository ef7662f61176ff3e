/** GPT-2's printable characters for the 256 bytes: those that print stand for themselves, the others for U+0100 and on. */
const prints = (byte: number): boolean =>
  (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xff && byte !== 0xad);

export const CHARACTERS: readonly string[] = /* @__PURE__ */ (() => {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(prints(byte) ? byte : next++));
})();
