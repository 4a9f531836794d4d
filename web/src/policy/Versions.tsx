import { usePolicyVersions, type PolicyVersion } from '../api/policy';
import { link } from '../app/address';
import { DataTable } from '../design/DataTable';
import { Panel } from '../design/Panel';
import { Answer } from '../design/states';
import { Badge, type Tone } from '../design/Badge';
import { time } from '../format/dates';
import { words } from '../format/words';

const TONES: Record<PolicyVersion['state'], Tone> = {
  proposed: 'warn',
  in_force: 'good',
  retired: 'plain',
  rejected: 'plain',
  withdrawn: 'plain',
};

export function PolicyState({ state }: { state: PolicyVersion['state'] }) {
  return <Badge tone={TONES[state]}>{words(state)}</Badge>;
}

/** policy.yaml need not name anybody. */
export function authorsOf(version: PolicyVersion): string {
  if (version.authors.length > 0) return version.authors.join(', ');
  return '';
}

/** Every policy that ruled or was proposed. */
export function Versions() {
  return (
    <Panel title="Versions" bare>
      <Answer of={usePolicyVersions()} what="the versions">
        {(versions) => (
          <DataTable
            label="Versions of the policy"
            rows={versions}
            id={(version) => String(version.number)}
            columns={[
              {
                title: 'No.',
                number: true,
                cell: ({ number }) => <a href={link(['policy', String(number)])}>{number}</a>,
              },
              { title: 'State', cell: ({ state }) => <PolicyState state={state} /> },
              { title: 'Why', cell: ({ reason }) => reason },
              { title: 'Written by', cell: authorsOf },
              { title: 'Decided by', cell: ({ decided_by }) => decided_by ?? '' },
              { title: 'In force from', cell: ({ in_force_from }) => time(in_force_from) },
              { title: 'Until', cell: ({ in_force_until }) => time(in_force_until) },
            ]}
          />
        )}
      </Answer>
    </Panel>
  );
}
