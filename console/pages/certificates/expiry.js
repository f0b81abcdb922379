// How long a certificate is still valid, by the world's clock.
import { html, t, useClock, number, Badge } from '../../parts.js';

const DAY = 86_400_000;
/** The cloud warns when less than this is left. */
const SOON = 30;

/** An ISO time of milliseconds since 1970. @param {number | string | null | undefined} millis */
export const iso = (millis) => (millis ? new Date(Number(millis)).toISOString() : null);

/** The date of milliseconds since 1970. @param {number} millis */
export const date = (millis) => iso(millis)?.slice(0, 10) ?? '–';

/**
 * The state of a certificate in words, and how it stands out.
 * @param {{from?: number, to: number, revoked?: boolean}} of in milliseconds @param {number} now
 * @returns {{tone: 'good'|'warn'|'bad', text: string}}
 */
export function expiry({ from = 0, to, revoked }, now) {
  if (revoked) return { tone: 'bad', text: t('certificates.revoked') };
  const days = Math.floor(Math.abs(to - now) / DAY);
  const text = (key) => t(days === 1 ? `certificates.${key}.one` : `certificates.${key}`, { days: number(days) });
  if (to <= now) return { tone: 'bad', text: text('expired') };
  if (from > now) return { tone: 'warn', text: t('certificates.notYet') };
  return days < SOON ? { tone: 'warn', text: text('expiresSoon') } : { tone: 'good', text: text('daysLeft') };
}

/** @param {{from?: number, to: number, revoked?: boolean}} props in milliseconds since 1970 */
export function Expiry(props) {
  const { now } = useClock(10_000);
  const { tone, text } = expiry(props, now);
  return html`<${Badge} tone=${tone}>${text}<//>`;
}
