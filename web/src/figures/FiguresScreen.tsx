import { KPI_GROUPS, useKpis } from '../api/evidence';
import { go, link, useAddress } from '../app/address';
import { Badge } from '../design/Badge';
import { ChipToggle } from '../design/Chips';
import { DataTable } from '../design/DataTable';
import { Panel } from '../design/Panel';
import { Answer, Empty } from '../design/states';
import { date } from '../format/dates';
import { words } from '../format/words';
import { Counted, Figure } from './Figure';

/** How well it goes: each figure with what it was counted from. */
export default function FiguresScreen() {
  const asked = useAddress().query.get('by');
  const by = KPI_GROUPS.find((name) => name === asked) ?? 'entity';
  return (
    <>
      <h1>Figures</h1>
      <div className="row" role="group" aria-label="Told apart by">
        {KPI_GROUPS.map((name) => (
          <ChipToggle
            key={name}
            on={name === by}
            turn={() => go(link(['figures'], { by: name }), { replace: true })}
          >
            By {name}
          </ChipToggle>
        ))}
      </div>
      <Answer of={useKpis(by)} what="the figures">
        {({ from, to, groups }) => (
          <>
            <p className="soft">
              {date(from)} to {date(to)}
            </p>
            {groups.length === 0 && <Empty title="Nothing happened in this time" />}
            {groups.map(({ name, kpis }) => (
              <Panel key={name} title={name === '' || name === 'all' ? 'All together' : name} bare>
                <DataTable
                  label={`Figures of ${name || 'all'}`}
                  rows={kpis}
                  id={(kpi) => `${kpi.id} ${kpi.currency ?? ''}`}
                  columns={[
                    { title: 'Figure', cell: (kpi) => words(kpi.id) },
                    { title: 'Value', number: true, cell: (kpi) => <Figure kpi={kpi} /> },
                    { title: 'Counted', cell: (kpi) => <Counted kpi={kpi} /> },
                    {
                      title: 'Worth',
                      cell: (kpi) =>
                        kpi.insufficient_data && <Badge tone="warn">▲ Few lines</Badge>,
                    },
                  ]}
                />
              </Panel>
            ))}
          </>
        )}
      </Answer>
    </>
  );
}
