/**
 * One tip for the whole page: it shows the lines of `data-tip` of what the pointer is on, what has the
 * focus or what was tapped. Esc takes it away; the pointer may move onto it.
 */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { JSX } from "preact";

const TIP_ID = "tip";
const MARGIN = 8;

export function Tooltip(): JSX.Element {
  const [target, setTarget] = useState<Element | null>(null);
  const tip = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const show = ({ target: at }: Event): void => {
      const element = (at as Element | null)?.closest?.("[data-tip], [role=tooltip]") ?? null;
      // On the tip itself it stays.
      if (element?.id !== TIP_ID) setTarget(element);
    };
    const hide = (): void => setTarget(null);
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === "Escape") hide();
    };
    const showing = ["pointerover", "focusin", "click"];
    for (const type of showing) document.addEventListener(type, show);
    document.addEventListener("keydown", onKey);
    document.documentElement.addEventListener("pointerleave", hide);
    return () => {
      for (const type of showing) document.removeEventListener(type, show);
      document.removeEventListener("keydown", onKey);
      document.documentElement.removeEventListener("pointerleave", hide);
    };
  }, []);

  useLayoutEffect(() => {
    if (!target || !tip.current) return undefined;
    target.setAttribute("aria-describedby", TIP_ID);
    place(tip.current, target);
    const follow = (): void => {
      if (tip.current) place(tip.current, target);
    };
    addEventListener("scroll", follow, { passive: true, capture: true });
    return () => {
      target.removeAttribute("aria-describedby");
      removeEventListener("scroll", follow, { capture: true });
    };
  }, [target]);

  const lines = target?.isConnected ? (target.getAttribute("data-tip") ?? "").split("\n") : [];
  return (
    <div id={TIP_ID} role="tooltip" ref={tip} hidden={lines.length === 0}>
      {lines.map((line, i) => (
        <bdi key={i}>{line}</bdi>
      ))}
    </div>
  );
}

/** Below the target, or above it where there is no room; never beyond the edges. */
function place(tip: HTMLElement, target: Element): void {
  const at = target.getClientRects()[0] ?? target.getBoundingClientRect();
  const { width, height } = tip.getBoundingClientRect();
  const room = document.documentElement;
  const left = Math.max(MARGIN, Math.min(at.left, room.clientWidth - width - MARGIN));
  const isAbove = at.bottom + height + MARGIN > room.clientHeight && at.top > height + MARGIN;
  tip.style.left = `${left}px`;
  tip.style.top = `${isAbove ? at.top - height - 4 : at.bottom + 4}px`;
}
