// A value of a column, as it is read best.
import { html, t, Time, Json, Badge } from '../../parts.js';

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const short = (text) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** @param {{value: any, short?: boolean, label?: string}} props `short`: in one line, for a table */
export function Value({ value, short: brief, label }) {
  if (value === null || value === undefined || value === '') return html`<span class="muted">–</span>`;
  if (value === '(hidden)') return html`<${Badge}>${t('resources.hidden')}<//>`;
  if (typeof value === 'string' && TIME.test(value)) return html`<${Time} at=${value} short=${brief} />`;
  if (typeof value === 'object') return brief ? html`<code>${short(JSON.stringify(value))}</code>` : html`<${Json} value=${value} label=${label} />`;
  const text = String(value);
  if (brief) return html`<span title=${text.length > 60 ? text : undefined}>${short(text)}</span>`;
  if (/^\s*[[{]/.test(text) && text.length > 40) return html`<${Json} value=${text} label=${label} />`;
  return html`<span class=${text.includes('\n') ? 'mono lines' : ''}>${text}</span>`;
}
