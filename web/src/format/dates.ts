const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'always', style: 'short' });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A day of the calendar (YYYY-MM-DD) is the same day everywhere. */
export function date(text: string | undefined): string {
  if (!text) return '';
  const value = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(value.getTime()) ? text : day.format(value);
}

/** A moment, told in the reader's zone. */
export function time(text: string | undefined): string {
  if (!text) return '';
  const value = new Date(text);
  return Number.isNaN(value.getTime()) ? text : moment.format(value);
}

/** "in 3 hr.", "2 days ago". */
export function fromNow(text: string, now: number = Date.now()): string {
  const distance = Date.parse(text) - now;
  if (Number.isNaN(distance)) return text;
  const size = Math.abs(distance);
  if (size < HOUR) return relative.format(Math.trunc(distance / MINUTE), 'minute');
  if (size < 2 * DAY) return relative.format(Math.trunc(distance / HOUR), 'hour');
  return relative.format(Math.trunc(distance / DAY), 'day');
}

export function daysSince(text: string, now: number = Date.now()): number {
  return Math.max(0, Math.floor((now - Date.parse(text)) / DAY));
}

/** "45 s", "12 min", "3 h", "5 d". */
export function duration(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}
