/**
 * One tab stop for a list of many things: the arrow keys, Home and End move within it (the pattern
 * "roving tabindex" of the ARIA practices). Lines count as they are laid out on the page.
 */
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

const OPTION = "[role=option]";

export interface Roving {
  readonly ref: RefObject<HTMLElement | SVGElement | null>;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocusIn: (event: FocusEvent) => void;
}

/** Put `ref` and the handlers on the list; its options have the role and no tabindex of their own. */
export function useRoving(): Roving {
  const ref = useRef<HTMLElement | SVGElement | null>(null);
  const optionsOf = (): HTMLElement[] => [...(ref.current?.querySelectorAll<HTMLElement>(OPTION) ?? [])];

  // Tokens come and go with the text; there must always be one that Tab reaches.
  useEffect(() => {
    if (!ref.current?.querySelector(`${OPTION}[tabindex="0"]`)) {
      ref.current?.querySelector(OPTION)?.setAttribute("tabindex", "0");
    }
  });

  return {
    ref,
    onFocusIn: ({ target }) => {
      const option = (target as Element).closest(OPTION);
      if (!option) return;
      for (const other of ref.current!.querySelectorAll(`${OPTION}[tabindex="0"]`))
        other.setAttribute("tabindex", "-1");
      option.setAttribute("tabindex", "0");
    },
    onKeyDown: (event) => {
      const options = optionsOf();
      const at = options.indexOf(document.activeElement as HTMLElement);
      if (at === -1) return;
      const to = destination(event.key, options, at);
      if (to === undefined) return;
      event.preventDefault();
      options[to]?.setAttribute("tabindex", "-1");
      options[to]?.focus();
    },
  };
}

function destination(key: string, options: readonly HTMLElement[], at: number): number | undefined {
  const isRtl = getComputedStyle(options[at]!).direction === "rtl";
  const last = options.length - 1;
  if (key === (isRtl ? "ArrowLeft" : "ArrowRight")) return Math.min(at + 1, last);
  if (key === (isRtl ? "ArrowRight" : "ArrowLeft")) return Math.max(at - 1, 0);
  if (key === "Home") return 0;
  if (key === "End") return last;
  if (key === "ArrowDown") return onOtherLine(options, at, 1);
  if (key === "ArrowUp") return onOtherLine(options, at, -1);
  return undefined;
}

/** The option on the next line in this direction that is nearest to the left edge of the present one. */
function onOtherLine(options: readonly HTMLElement[], at: number, step: 1 | -1): number {
  const from = options[at]!.getClientRects()[0]!;
  let best = at;
  let line: number | undefined;
  let nearest = Infinity;
  for (let i = at + step; i >= 0 && i < options.length; i += step) {
    const { left, top, height } = options[i]!.getClientRects()[0] ?? from;
    if (Math.abs(top - from.top) < height / 2) continue;
    line ??= top;
    if (Math.abs(top - line) > height / 2) break;
    const distance = Math.abs(left - from.left);
    if (distance < nearest) [best, nearest] = [i, distance];
  }
  return best;
}
