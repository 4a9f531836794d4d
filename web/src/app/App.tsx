import { useSession } from '../api/session';
import { Failure, Loading } from '../design/states';
import { Enrol } from './Enrol';
import { SessionContext } from './me';
import { Shell } from './Shell';
import { SignIn } from './SignIn';
import { useAddress } from './address';
import { Welcome } from './Welcome';

/** Nobody sees a screen before the gateway has said who they are. */
export function App() {
  const session = useSession();
  const { path, query } = useAddress();
  if (path[0] === 'welcome') return <Welcome code={query.get('code') ?? ''} />;
  if (session.isPending) return <Loading what="who you are" />;
  if (session.error)
    return <Failure problem={session.error} again={() => void session.refetch()} />;
  if (!session.data) return <SignIn />;
  if (session.data.must_enrol) return <Enrol />;
  return (
    <SessionContext value={session.data}>
      <Shell />
    </SessionContext>
  );
}
