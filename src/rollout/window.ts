/**
 * Maintenance windows: whether one is open, when the next opens. A window starts at a wall-clock time in its own time
 * zone and lasts so many elapsed seconds: on the day the clocks change it starts by the clock and keeps its length.
 * @module
 */

/** ISO 8601: Monday is 1. */
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

export type Window = {
  /** 1 (Monday) … 7. */
  readonly weekdays: readonly number[];
  /** Minutes after midnight, by the clock on the wall. */
  readonly startMinute: number;
  readonly durationMs: number;
  /** IANA name. */
  readonly timeZone: string;
};

export type WindowSpec = {
  readonly days: readonly string[];
  readonly start: string;
  readonly durationSeconds: number;
  readonly timeZone: string;
};

/** `closesMs` is absent when no windows are set: always open. */
export type WindowState =
  | { readonly kind: 'open'; readonly closesMs?: number }
  | { readonly kind: 'closed'; readonly opensMs: number };

/** A week back for the longest window, a week and a day ahead for the next. */
const DAYS_BACK = 8;
const DAYS_AHEAD = 8;

/** Returns what is wrong with it instead when something is. */
export function parseWindow(spec: WindowSpec): Window | string {
  const weekdays = spec.days.map((day) => WEEKDAYS.indexOf(day) + 1);
  if (weekdays.length === 0 || weekdays.includes(0)) return 'days: name Mon, Tue … Sun';
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/u.exec(spec.start) ?? [];
  if (hour === undefined || minute === undefined) return 'start: HH:MM';
  const isLong = Number.isSafeInteger(spec.durationSeconds) && spec.durationSeconds > 0;
  if (!isLong || spec.durationSeconds > 7 * 86_400) return 'durationSeconds: at most a week';
  if (!isTimeZone(spec.timeZone)) return `timeZone: '${spec.timeZone}' is no IANA time zone`;
  return {
    weekdays,
    startMinute: Number(hour) * 60 + Number(minute),
    durationMs: spec.durationSeconds * 1000,
    timeZone: spec.timeZone,
  };
}

/** What parseWindow was given. */
export function windowSpec({ weekdays, startMinute, durationMs, timeZone }: Window): WindowSpec {
  const two = (number: number): string => String(number).padStart(2, '0');
  return {
    days: weekdays.map((weekday) => WEEKDAYS[weekday - 1] ?? ''),
    start: `${two(Math.floor(startMinute / 60))}:${two(startMinute % 60)}`,
    durationSeconds: durationMs / 1000,
    timeZone,
  };
}

export function windowState(windows: readonly Window[], nowMs: number): WindowState {
  if (windows.length === 0) return { kind: 'open' };
  const openings = windows
    .flatMap((window) => openingsAround(window, nowMs))
    .toSorted((a, b) => a.fromMs - b.fromMs);
  let closesMs: number | undefined;
  for (const { fromMs, toMs } of openings) {
    if (fromMs > Math.max(nowMs, closesMs ?? 0)) {
      return closesMs === undefined ? { kind: 'closed', opensMs: fromMs } : open(closesMs);
    }
    // Windows that overlap or touch are one.
    if (toMs > nowMs) closesMs = Math.max(closesMs ?? 0, toMs);
  }
  return closesMs === undefined ? { kind: 'closed', opensMs: Infinity } : open(closesMs);
}

function open(closesMs: number): WindowState {
  return { kind: 'open', closesMs };
}

type Opening = { readonly fromMs: number; readonly toMs: number };

function openingsAround(window: Window, nowMs: number): readonly Opening[] {
  const { weekdays, startMinute, durationMs, timeZone } = window;
  const today = Temporal.Instant.fromEpochMilliseconds(nowMs)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  const time = new Temporal.PlainTime(Math.floor(startMinute / 60), startMinute % 60);
  const openings: Opening[] = [];
  for (let offset = -DAYS_BACK; offset <= DAYS_AHEAD; offset += 1) {
    const day = today.add({ days: offset });
    if (!weekdays.includes(day.dayOfWeek)) continue;
    // A time that the clocks skip is that much later; one that comes twice is the first.
    const fromMs = day.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds;
    openings.push({ fromMs, toMs: fromMs + durationMs });
  }
  return openings;
}

function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    // An offset such as +02:00 is understood too, but has no summer time: not what a person means.
    return /^[A-Za-z]/u.test(name);
  } catch {
    return false;
  }
}
