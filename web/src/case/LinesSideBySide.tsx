import type { CaseDetail, Line, Order } from '../api/types';
import { Panel } from '../design/Panel';
import { OrderLink, SideBySide } from './SideBySide';

function linesOf(found: CaseDetail, order: Order): Line[] {
  return order.lines.filter((line) => !found.po_line || line.po_line === found.po_line);
}

/** The order lines of the case, the accounts of all parties beside each other. */
export function LinesSideBySide(props: { found: CaseDetail; order: Order | undefined }) {
  const { found, order } = props;
  if (!order || !found.supplier || !found.po) return null;
  return (
    <Panel title="Side by side" beside={<OrderLink supplier={found.supplier} po={found.po} />} bare>
      {linesOf(found, order).map((line) => (
        <SideBySide key={line.po_line} order={order} line={line} />
      ))}
    </Panel>
  );
}
