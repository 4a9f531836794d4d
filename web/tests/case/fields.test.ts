import { expect, it } from 'vitest';
import { FIELDS, actionOf } from '../../src/case/fields';

function form(values: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.set(name, value);
  return data;
}

it('sends what a form holds under the names of the interface, and nothing that is empty', () => {
  const fields = FIELDS.ask_internal?.fields ?? [];
  const values = { title: ' Count again ', role: 'warehouse', assignee: '', other: 'x' };
  expect(actionOf('ask_internal', fields, form(values))).toEqual({
    action: 'ask_internal',
    title: 'Count again',
    role: 'warehouse',
  });
});

it('assigns to whom the form names, with a reason or without', () => {
  const fields = FIELDS.assign?.fields ?? [];
  expect(actionOf('assign', fields, form({ assignee: 'a.diaz ', reason: '' }))).toEqual({
    action: 'assign',
    assignee: 'a.diaz',
  });
});

it('sends numbers as numbers', () => {
  const fields = FIELDS.release_hold?.fields ?? [];
  expect(actionOf('release_hold', fields, form({ hold: '3', reason: 'paid' }))).toEqual({
    action: 'release_hold',
    hold: 3,
    reason: 'paid',
  });
});
