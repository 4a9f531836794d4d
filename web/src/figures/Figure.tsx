import type { Schemas } from '../api/types';
import { duration } from '../format/dates';
import { money, quantity } from '../format/money';

type Kpi = Schemas['Kpi'];

/** A figure as people say it: 0.9825 of a share is 98.25 %. */
function figure({ unit, value, currency }: Kpi): string {
  if (value === null) return '–';
  if (unit === 'amount') return money(value, currency ?? '');
  if (unit === 'share')
    return new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 }).format(
      value as unknown as number,
    );
  return duration(Number(value));
}

export function Figure({ kpi }: { kpi: Kpi }) {
  return <strong>{figure(kpi)}</strong>;
}

/** What a figure of that unit is summed up from: times are told as times. */
function counted(value: string, unit: Kpi['unit']): string {
  return unit === 'seconds' || unit === 'business_seconds'
    ? duration(Number(value))
    : quantity(value);
}

/** What the figure was divided from, and what it consists of. */
export function Counted({ kpi: { unit, value, numerator, denominator, parts } }: { kpi: Kpi }) {
  if (value === null) return <span className="soft">no {denominator.name} yet</span>;
  const told = [
    `${counted(numerator.value, unit)} ${numerator.name}`,
    denominator.name && `of ${quantity(denominator.value)} ${denominator.name}`,
  ];
  return (
    <span className="soft">
      {told.filter(Boolean).join(' ')}
      {parts.length > 0 && (
        <span className="small">
          {' · '}
          {parts.map(({ name, value }) => `${name}: ${counted(value, unit)}`).join(', ')}
        </span>
      )}
    </span>
  );
}
