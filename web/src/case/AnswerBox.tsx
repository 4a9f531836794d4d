import { useState, type FormEvent } from 'react';
import { useAct } from '../api/cases';
import type { CaseDetail } from '../api/types';
import { Panel } from '../design/Panel';
import { time } from '../format/dates';
import { offerOf } from './offers';

/** What was said, and the place to say more: to each other, or to the supplier. */
export function AnswerBox({ found, stale }: { found: CaseDetail; stale: (why: unknown) => void }) {
  const [text, setText] = useState('');
  const acting = useAct(found.id);
  const comment = offerOf(found, 'comment');
  const supplier = offerOf(found, 'request_supplier');
  const send = (action: 'comment' | 'request_supplier') =>
    acting.mutate(
      // A comment only adds: it needs no version of the case.
      { version: action === 'comment' ? undefined : found.version, body: { action, text } },
      { onSuccess: () => setText(''), onError: stale },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send('comment');
  };
  const said = found.comments ?? [];
  if (!comment && said.length === 0) return null;
  return (
    <Panel title="Conversation">
      <div className="stack">
        {said.map((each) => (
          <article key={each.number} className="note">
            <p className="comment-text">{each.text}</p>
            <p className="small soft">
              {each.by}, {time(each.at)}
            </p>
          </article>
        ))}
        {comment && (
          <form className="answer-box stack" onSubmit={submit}>
            <label className="field">
              <span>Write a comment, or to the supplier</span>
              <textarea
                id="answer-box"
                className="input"
                value={text}
                maxLength={10_000}
                onChange={(event) => setText(event.target.value)}
              />
            </label>
            <div className="row">
              <button
                type="submit"
                className="button"
                disabled={!comment.allowed || !text.trim() || acting.isPending}
                title={comment.reason}
              >
                Comment
              </button>
              {supplier && (
                <button
                  type="button"
                  className="button"
                  disabled={!supplier.allowed || !text.trim() || acting.isPending}
                  title={supplier.reason}
                  onClick={() => send('request_supplier')}
                >
                  Send to the supplier
                </button>
              )}
            </div>
            {supplier?.reason && supplier.rule !== 'STATE' && (
              <p className="small soft">The supplier can not be asked: {supplier.reason}.</p>
            )}
            {acting.error && (
              <p className="note bad" role="alert">
                {acting.error.message}
              </p>
            )}
          </form>
        )}
      </div>
    </Panel>
  );
}
