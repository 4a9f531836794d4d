import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../api/client';
import type { Schemas } from '../api/types';
import { link } from '../app/address';
import { Badge } from '../design/Badge';
import { Panel } from '../design/Panel';
import { Answer } from '../design/states';
import { words } from '../format/words';

type Node = Schemas['LineageNode'];

/** Where something came from and what came of it. */
export function Lineage({ object }: { object: string }) {
  const lineage = useQuery({
    queryKey: ['lineage', object],
    queryFn: () => answer(api.GET('/api/v1/lineage', { params: { query: { object } } })),
  });
  return (
    <Panel title="Where it came from, and what came of it">
      <Answer of={lineage} what="the lineage">
        {({ nodes }) => <Nodes nodes={nodes.filter(({ id }) => id !== object)} />}
      </Answer>
    </Panel>
  );
}

function Nodes({ nodes }: { nodes: Node[] }) {
  if (nodes.length === 0) return <p className="soft">Nothing else is tied to it.</p>;
  return (
    <ul className="stack">
      {nodes.map((node) => (
        <li key={`${node.kind} ${node.id}`}>
          <Badge>{words(node.kind)}</Badge> <NodeLink node={node} />
        </li>
      ))}
    </ul>
  );
}

function NodeLink({ node }: { node: Node }) {
  if (node.kind === 'case') return <a href={link(['cases', node.id])}>{node.title}</a>;
  if (node.kind === 'message') return <a href={link(['messages', node.id])}>{node.title}</a>;
  return <span>{node.title}</span>;
}
