// What changed its state lately: the transitions that the journal keeps.
import { html, useLoad, useLive, useThrottled, href, t, Section, Table, Failed } from '../../parts.js';
import { clientCalls, useClientCalls } from '../../journal.js';

const CALLS = 50;

export function Carried() {
  const { data, error, reload } = useLoad((signal) => clientCalls({ limit: CALLS }, { signal }), []);
  const soon = useThrottled(reload, 2000);
  for (const kind of ['due', 'hello']) useLive(kind, soon);
  useClientCalls(soon);
  if (error) return html`<${Failed} error=${error} retry=${reload} />`;
  const rows = (data?.transitions_after ?? []).map((one, at) => ({ ...one, work: true, key: `since ${at}` })).reverse();
  for (const call of [...(data?.calls ?? [])].reverse()) {
    const by = (list, work) => (list ?? []).forEach((one, at) => rows.push({ ...one, call, work, key: `${call.sequence} ${work} ${at}` }));
    by(call.transitions, false);
    by(call.transitions_before, true);
  }
  return html`<${Section} title=${t('due.states')}>
    <${Table} caption=${t('due.states')} rows=${rows.slice(0, 100)} rowKey=${(row) => row.key} columns=${[
      { key: 'thing', title: t('due.thing'), render: (row) => html`<code>${row.product} ${row.table}.${row.column}</code>` },
      { key: 'states', title: t('due.change'), render: (row) => html`${row.from} <span aria-label=${t('due.to')}>→</span> <strong>${row.to}</strong>` },
      { key: 'by', title: t('due.by'), render: (row) => (row.work ? html`<span class="muted">${t('due.byWork')}</span>` : html`<a href=${href('calls', [row.call.request_id])}>${row.call.action}</a>`) },
    ]} empty=${t('due.noStates')} />
  <//>`;
}
