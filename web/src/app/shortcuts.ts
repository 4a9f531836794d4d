import { useEffect, useRef } from 'react';

export type Shortcuts = Record<string, () => void>;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
    !(target instanceof HTMLInputElement && target.type === 'checkbox')
  );
}

/** The name of a key press: "j", "Enter", "Ctrl-k". */
export function keyName(event: KeyboardEvent): string {
  const control = event.ctrlKey || event.metaKey ? 'Ctrl-' : '';
  return control + (control ? event.key.toLowerCase() : event.key);
}

/** Keys of a screen. They rest while somebody types or a dialog is open; Ctrl keys never do. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  useEffect(() => {
    current.current = shortcuts;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const name = keyName(event);
      const run = current.current[name];
      if (!run || event.altKey || event.defaultPrevented) return;
      const rests = isTyping(event.target) || document.querySelector('[role=dialog]') !== null;
      if (rests && !name.startsWith('Ctrl-')) return;
      const onControl = event.target instanceof HTMLElement && event.target.closest('a, button');
      if (name === 'Enter' && onControl) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}
