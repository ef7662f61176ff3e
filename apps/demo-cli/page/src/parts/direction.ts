/** Which way a text runs: as its first letter does. */

const RTL = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** Signs and digits have no direction, so a text may begin with some; not with this many. */
const MAX_SEARCHED = 1000;

/** The direction of the first letter of a text; that of English where there is none. */
export function directionOf(text: string): "ltr" | "rtl" {
  const letter = /\p{L}/u.exec(text.slice(0, MAX_SEARCHED))?.[0];
  return letter !== undefined && RTL.test(letter) ? "rtl" : "ltr";
}
