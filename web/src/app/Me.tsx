import { useSignOut } from '../api/session';
import { words } from '../format/words';
import { useMe } from './me';
import { turn, usePreference } from './preferences';

/** Who is signed in, and how they like their screens. */
export function Me({ liveness }: { liveness: string }) {
  const me = useMe();
  const signOut = useSignOut();
  const theme = usePreference('theme');
  const density = usePreference('density');
  return (
    <div className="me">
      {liveness && <p className="liveness">{liveness}</p>}
      <p>
        <strong>{me.name}</strong>
        <br />
        <span className="small soft">{me.roles.map(words).join(', ')}</span>
      </p>
      <div className="row">
        <button type="button" className="button" onClick={() => turn('theme')}>
          {words(theme)} <span className="visually-hidden">colours: change</span>
        </button>
        <button type="button" className="button" onClick={() => turn('density')}>
          {words(density)} <span className="visually-hidden">rows: change</span>
        </button>
        {me.person && (
          <button type="button" className="button" onClick={() => signOut.mutate()}>
            Sign out
          </button>
        )}
      </div>
    </div>
  );
}
