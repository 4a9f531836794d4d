import { Problem } from '../api/client';

/** Every mistake of a policy at its place, with its mend; or what else went wrong. */
export function Mistakes({ problem }: { problem: unknown }) {
  const told = problem instanceof Problem ? problem : undefined;
  const mistakes = told?.errors ?? [];
  return (
    <div className="note bad stack" role="alert">
      <p>
        {mistakes.length > 0
          ? 'It can not be read as a policy:'
          : (told?.message ?? 'The gateway does not answer. Try again.')}
      </p>
      {mistakes.length > 0 && (
        <ul>
          {mistakes.map((mistake, index) => (
            <li key={index}>
              {mistake.line !== undefined && (
                <span className="mono">
                  Line {mistake.line}
                  {mistake.column ? `, column ${mistake.column}` : ''}:{' '}
                </span>
              )}
              {mistake.message}
              {mistake.mend && <> — {mistake.mend}</>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
