/** A number to choose by sliding, or with the arrow keys. */
import type { JSX } from "preact";

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
}

export function Slider({ label, value, most, onChange }: SliderProps): JSX.Element {
  return (
    <label class="slider">
      <span>
        {label} <strong>{value}</strong>
      </span>
      <input
        type="range"
        min="1"
        max={most}
        value={value}
        onInput={({ currentTarget }) => onChange(Number(currentTarget.value))}
      />
    </label>
  );
}
