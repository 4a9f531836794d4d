import { useState } from 'react';
import { useCase, useOrder } from '../api/cases';
import type { CaseDetail } from '../api/types';
import { go, link } from '../app/address';
import { useShortcuts } from '../app/shortcuts';
import { Answer } from '../design/states';
import { inboxAddress, nextCase } from '../inbox/worklist';
import { AnswerBox } from './AnswerBox';
import { Attachments } from './Attachments';
import { CaseActions } from './CaseActions';
import { CaseHeader } from './CaseHeader';
import { Decision } from './Decision';
import { Differences } from './Differences';
import { Documents } from './Documents';
import { LinesSideBySide } from './LinesSideBySide';
import { MergeView } from './MergeView';
import { Timeline } from './Timeline';
import { EarlierCases, Holds, ServiceTime, Tasks } from './Work';
import { useActing } from './acting';
import './case.css';

export function CaseScreen({ path }: { path: string[] }) {
  const id = path[0] ?? '';
  return (
    <Answer of={useCase(id)} what={`case ${id}`}>
      {(found) => <CaseView key={found.id} found={found} />}
    </Answer>
  );
}

function CaseView({ found }: { found: CaseDetail }) {
  const order = useOrder(found.supplier, found.po).data;
  const acting = useActing(found);
  const [at, setAt] = useState(0);
  const last = found.discrepancies.length - 1;
  const next = () => {
    const id = nextCase(found.id);
    go(id ? link(['cases', id]) : inboxAddress());
  };
  useShortcuts({
    j: () => setAt(Math.min(at + 1, last)),
    k: () => setAt(Math.max(at - 1, 0)),
    n: next,
    u: () => go(inboxAddress()),
    c: () => document.getElementById('answer-box')?.focus(),
    a: acting.begin,
  });
  return (
    <>
      <CaseHeader found={found} next={next} />
      <CaseActions found={found} acting={acting} />
      <div className="case-columns">
        <div className="stack">
          <Differences found={found} order={order} at={at} />
          <LinesSideBySide found={found} order={order} />
          {found.documents && found.documents.length > 0 && (
            <Documents documents={found.documents} />
          )}
        </div>
        <div className="stack">
          <Decision found={found} />
          {found.service && <ServiceTime service={found.service} />}
          {found.holds && found.holds.length > 0 && <Holds holds={found.holds} />}
          {found.tasks && found.tasks.length > 0 && <Tasks tasks={found.tasks} />}
          <AnswerBox found={found} stale={acting.failed} />
          <Attachments found={found} />
          {found.earlier_cases && found.earlier_cases.length > 0 && (
            <EarlierCases cases={found.earlier_cases} />
          )}
          <Timeline history={found.history} />
        </div>
      </div>
      {acting.stale && <MergeView stale={acting.stale} now={found} acting={acting} />}
    </>
  );
}
