import type { ReactNode } from 'react';

export function ChipToggle(props: { on: boolean; turn: () => void; children: ReactNode }) {
  return (
    <button type="button" className="chip" aria-pressed={props.on} onClick={props.turn}>
      {props.children}
    </button>
  );
}

export function ChipSelect(props: {
  label: string;
  value: string;
  options: readonly (readonly [value: string, text: string])[];
  any: string;
  choose: (value: string) => void;
}) {
  return (
    <label className="chip">
      <span className="soft">{props.label}</span>
      <select value={props.value} onChange={(event) => props.choose(event.target.value)}>
        <option value="">{props.any}</option>
        {props.options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
