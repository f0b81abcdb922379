import { LocalyunError } from './errors.js';

/** A duration: a number of milliseconds, a text such as `1h30m`, or a `Temporal.Duration`. */
export type Duration = number | string | { total(unit: 'milliseconds'): number };

/** A time: a `Date`, or a text such as `2026-01-01T00:00:00Z` or `2026-01-01`. */
export type Time = Date | string;

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A duration in milliseconds. */
export function milliseconds(duration: Duration): number {
  if (typeof duration === 'object') return duration.total('milliseconds');
  if (typeof duration === 'number') return duration;
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)];
  if (parts.length === 0 || !/^-?(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(duration)) {
    throw new LocalyunError(`'${duration}' is no duration; write it as '1h30m', '2d' or '250ms', or as a number of milliseconds`);
  }
  const sum = parts.reduce((total, [, count, unit]) => total + Number(count) * UNITS[unit!]!, 0);
  return duration.startsWith('-') ? -sum : sum;
}

/** A duration as the control API reads it. */
export function durationText(duration: Duration): string {
  return typeof duration === 'string' ? duration : `${Math.round(milliseconds(duration))}ms`;
}

/** A time as the control API reads it. */
export function timeText(time: Time): string {
  return typeof time === 'string' ? time : time.toISOString();
}
