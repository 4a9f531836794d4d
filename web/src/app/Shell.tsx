import { Suspense, useEffect, useRef, useState } from 'react';
import { useStream, type Liveness } from '../api/stream';
import mark from '../design/mark.svg';
import { Empty, Loading } from '../design/states';
import { Boundary } from './Boundary';
import { Me } from './Me';
import { Palette } from './Palette';
import { ShortcutSheet } from './ShortcutSheet';
import { go, link, useAddress } from './address';
import { useMayCall, useMe } from './me';
import { DETAILS, SCREENS } from './screens';
import { useShortcuts } from './shortcuts';

type Over = 'palette' | 'sheet' | undefined;

const LIVENESS: Record<Liveness, string> = {
  live: '● Live',
  lost: '○ Connection lost, trying again',
  quiet: '',
};

export function Shell() {
  const { path } = useAddress();
  const [over, setOver] = useState<Over>();
  const liveness = useStream(useMayCall('get_stream'));
  const first = path[0] ?? 'inbox';
  const main = useRef<HTMLElement>(null);
  useShortcuts({ 'Ctrl-k': () => setOver('palette'), '?': () => setOver('sheet') });
  useTitle(first);
  const close = () => setOver(undefined);
  return (
    <div className="shell">
      <a
        className="button skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to the content
      </a>
      <Side first={first} liveness={liveness} openPalette={() => setOver('palette')} />
      <main className="screen" id="main" tabIndex={-1} ref={main}>
        <Boundary key={path.join('/')}>
          <Suspense fallback={<Loading what="the screen" />}>
            <Current first={first} path={path.slice(1)} />
          </Suspense>
        </Boundary>
      </main>
      {over === 'palette' && <Palette close={close} />}
      {over === 'sheet' && <ShortcutSheet close={close} />}
    </div>
  );
}

function useTitle(first: string): void {
  useEffect(() => {
    const title = SCREENS.find((screen) => screen.at === first)?.title ?? '';
    document.title = title ? `${title} · Weighbridge` : 'Weighbridge';
  }, [first]);
}

function Current({ first, path }: { first: string; path: string[] }) {
  const Show = DETAILS[first] ?? SCREENS.find((screen) => screen.at === first)?.show;
  if (!Show)
    return (
      <Empty title="There is no such screen">
        <button type="button" className="button" onClick={() => go(link(['inbox']))}>
          To the inbox
        </button>
      </Empty>
    );
  return <Show path={path} />;
}

function Side(props: { first: string; liveness: Liveness; openPalette: () => void }) {
  const me = useMe();
  const screens = SCREENS.filter((screen) => me.operations.includes(screen.operation));
  return (
    <nav className="side" aria-label="Screens">
      <a className="brand" href={link(['inbox'])}>
        <img src={mark} alt="" /> <span>Weighbridge</span>
      </a>
      <button type="button" className="button" onClick={props.openPalette}>
        Find <kbd>Ctrl K</kbd>
      </button>
      {screens.map((screen, index) => (
        <span key={screen.at}>
          {screen.group !== screens[index - 1]?.group && (
            <p className="nav-heading">{screen.group}</p>
          )}
          <a
            className="nav-item"
            href={link([screen.at])}
            aria-current={screen.at === props.first ? 'page' : undefined}
          >
            {screen.title}
          </a>
        </span>
      ))}
      <Me liveness={LIVENESS[props.liveness]} />
    </nav>
  );
}
