import { Command } from 'cmdk';
import { useDeferredValue, useState } from 'react';
import { useCases } from '../api/cases';
import { ModalDialog } from '../design/ModalDialog';
import { money } from '../format/money';
import { go, link } from './address';
import { useMayCall, useMe } from './me';
import { turn } from './preferences';
import { SCREENS } from './screens';

/** Everything is a few letters away: screens, cases, switches. */
export function Palette({ close }: { close: () => void }) {
  const me = useMe();
  const [text, setText] = useState('');
  const searches = useMayCall('list_cases');
  const run = (what: () => void) => () => {
    close();
    what();
  };
  return (
    <ModalDialog title="Find" close={close}>
      <Command className="palette" label="Find" loop>
        <Command.Input
          value={text}
          onValueChange={setText}
          placeholder="A screen, a case, an order, a supplier"
          autoFocus
        />
        <Command.List label="Found">
          <Command.Group heading="Screens">
            {SCREENS.filter((screen) => me.operations.includes(screen.operation)).map((screen) => (
              <Command.Item key={screen.at} onSelect={run(() => go(link([screen.at])))}>
                {screen.title}
              </Command.Item>
            ))}
          </Command.Group>
          <Command.Group heading="Switches">
            <Command.Item onSelect={run(() => turn('theme'))}>Dark or light</Command.Item>
            <Command.Item onSelect={run(() => turn('density'))}>Dense or calm</Command.Item>
          </Command.Group>
          {searches && text.length > 1 ? <CasesFound text={text} run={run} /> : <NothingFound />}
        </Command.List>
      </Command>
    </ModalDialog>
  );
}

function CasesFound(props: { text: string; run: (what: () => void) => () => void }) {
  const text = useDeferredValue(props.text);
  const found = useCases({ q: text });
  // Enter takes what is marked: cases of what was typed a moment ago must not stand there to be taken.
  const stale = found.isPlaceholderData || found.isPending || text !== props.text;
  if (stale) return <Command.Loading>Looking…</Command.Loading>;
  const cases = found.data?.pages[0]?.cases.slice(0, 8) ?? [];
  if (cases.length === 0) return <NothingFound />;
  return (
    <Command.Group heading="Cases">
      {cases.map((row) => (
        <Command.Item
          key={row.id}
          value={`${row.id} ${row.title} ${props.text}`}
          onSelect={props.run(() => go(link(['cases', row.id])))}
        >
          <span>{row.title}</span>
          <span className="soft">{money(row.amount, row.currency)}</span>
        </Command.Item>
      ))}
    </Command.Group>
  );
}

/** Shown where no screen, switch or case is left. */
function NothingFound() {
  return <Command.Empty>Nothing has that name.</Command.Empty>;
}
