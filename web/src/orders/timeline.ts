import { STAGES, type Order, type Stage } from '../api/types';
import { addDecimals } from '../format/decimal';

export interface Step {
  key: string;
  date: string;
  stage: Stage;
  document: string;
  poLine: string;
  sku: string;
  quantity: string;
  uom: string;
  /** Of this line, stage and unit, with everything before. */
  running: string;
}

function byDate(a: Step, b: Step): number {
  return a.date.localeCompare(b.date) || STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage);
}

/** Every line of every document by date, each with what its stage has come to. */
export function orderTimeline(order: Order): Step[] {
  const steps = STAGES.flatMap((stage) =>
    order.documents[stage].flatMap(({ id, receipt }) =>
      (receipt.lines ?? [])
        .filter((line) => !line.po || line.po === order.po)
        .map((line) => ({
          key: `${id} ${line.line}`,
          date: receipt.document.date ?? '',
          stage,
          document: receipt.document.number,
          poLine: line.po_line ?? line.line,
          sku: line.item.sku ?? line.item.vendor ?? '',
          quantity: line.quantity,
          uom: line.uom,
          running: '',
        })),
    ),
  ).toSorted(byDate);
  const sums = new Map<string, string>();
  return steps.map((step) => {
    const key = `${step.stage} ${step.poLine} ${step.uom}`;
    const running = addDecimals(sums.get(key) ?? '0', step.quantity);
    sums.set(key, running);
    return { ...step, running };
  });
}
