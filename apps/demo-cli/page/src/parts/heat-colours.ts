/** Colours of numbers, from the page's own: they follow the colour scheme. */
import { useEffect, useState } from "preact/hooks";
import { scaleLinear } from "d3-scale";

/** Most weights drawn from a normal distribution lie within three of zero. */
const HEAT_LIMIT = 3;

export type HeatColour = (value: number) => readonly [red: number, green: number, blue: number];

/** The current scale; rebuilt when the colour scheme changes. */
export function useHeatColour(): HeatColour {
  const [scale, setScale] = useState(() => heatColour());
  useEffect(() => {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const renew = (): void => setScale(() => heatColour());
    dark.addEventListener("change", renew);
    return () => dark.removeEventListener("change", renew);
  }, []);
  return scale;
}

function heatColour(): HeatColour {
  const style = getComputedStyle(document.documentElement);
  const colours = ["--heat-low", "--heat-middle", "--heat-high"].map((name) => style.getPropertyValue(name).trim());
  const scale = scaleLinear<string>().domain([-HEAT_LIMIT, 0, HEAT_LIMIT]).range(colours).clamp(true);
  return (value) => {
    const [red, green, blue] = scale(value).match(/\d+/g)!.map(Number);
    return [red!, green!, blue!];
  };
}
