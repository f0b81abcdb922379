// What differs between two snapshots, or a snapshot and the present state.
import { html, useLoad, setQuery, api, t, lang, number, Section, Select, Button, Failed, Loading, Notice, Badge } from '../../parts.js';

const TONES = { added: 'good', changed: 'warn', removed: 'bad' };
const text = (value) => (value === null || value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value));
const key = (row) => Object.entries(row.key).map(([name, value]) => `${name}=${text(value)}`).join(' ');

/** The columns of a row that differ: a change has `from` and `to`, else the value. */
function Columns({ row }) {
  const columns = Object.entries(row.columns ?? {}).map(([name, value]) => ({ name, ...(value && typeof value === 'object' ? value : { to: value }) }))
    .filter(({ from, to }) => (from ?? to ?? null) !== null);
  return html`<dl class="facts">${columns.map(({ name, from, to }) => html`<div key=${name}><dt class="mono">${name}</dt><dd>${from !== undefined && from !== null && html`<del>${text(from)}</del> `}${to !== undefined && to !== null && html`<ins>${text(to)}</ins>`}</dd></div>`)}</dl>`;
}

function TableChanges({ name, change }) {
  return html`<details class="snapshots-table"><summary title=${name}>${change.title[lang()]}
      ${Object.keys(TONES).filter((kind) => change[kind]).map((kind) => html` <${Badge} key=${kind} tone=${TONES[kind]}>${t(`snapshots.${kind}`, { count: number(change[kind]) })}<//>`)}</summary>
    <ul class="snapshots-rows">${change.rows.map((row) => html`<li key=${key(row)}><p><${Badge} tone=${TONES[row.change]}>${t(`snapshots.one.${row.change}`)}<//> <code>${key(row)}</code></p><${Columns} row=${row} /></li>`)}</ul>
    ${change.left_out > 0 && html`<p class="muted">${t('snapshots.leftOut', { count: number(change.left_out) })}</p>`}</details>`;
}

/** @param {{snapshots: string[], a: string, b: string}} props names; `now` is the present state */
export function Difference({ snapshots, a, b }) {
  const { data, error, loading, reload } = useLoad((signal) => api.get(`snapshots/${encodeURIComponent(a)}/diff/${encodeURIComponent(b)}`, { rows: true, limit: 50 }, { signal }), [a, b]);
  const names = [...snapshots, ['now', t('snapshots.now')]];
  return html`<${Section} title=${t('snapshots.difference')} actions=${html`<${Button} small onClick=${reload} aria-busy=${String(loading)}>${t('snapshots.again')}<//>`}>
    <div class="filters roomy"><${Select} label=${t('snapshots.first')} value=${a} options=${names} onChange=${(value) => setQuery({ a: value })} />
      <${Select} label=${t('snapshots.second')} value=${b} options=${names} onChange=${(value) => setQuery({ b: value })} /></div>
    ${error ? html`<${Failed} error=${error} retry=${reload} />` : !data ? html`<${Loading} />` : data.same ? html`<${Notice} tone="good">${t('snapshots.same')}<//>`
      : Object.entries(data.changes).map(([product, tables]) => html`<div key=${product} class="card"><h3>${product === 'core' ? t('snapshots.core') : product}</h3>
        ${Object.entries(tables).map(([name, change]) => html`<${TableChanges} key=${name} name=${name} change=${change} />`)}</div>`)}
  <//>`;
}
