// The permissions that the calls in the journal needed.
import { html, useState, useLoad, useWorld, setQuery, api, t, number, Table, Field, Check, Button, Badge, Confirm, Failed, Loading, Notice } from '../../parts.js';
import { useClientCalls } from '../../journal.js';
import { useSettled } from '../../settled.js';
import { Nothing } from './suggest.js';

const SHOWN = 200;

/** @param {{query: Record<string, string>}} props */
export function Asked({ query }) {
  const world = useWorld();
  const { principal = '', find = '', refused = '' } = query;
  const [forget, setForget] = useState(false);
  const { data, error, reload } = useLoad((signal) => api.get('policy/asked', { principal }, { signal }), [principal, world]);
  useClientCalls(useSettled(reload));
  if (error) return error.status === 404 && !error.unknownCall ? html`<${Nothing} text=${error.message} principal=${principal} />` : html`<${Failed} error=${error} retry=${reload} />`;
  if (!data) return html`<${Loading} />`;
  if (!data.asked.length) return html`<${Nothing} principal=${principal} />`;
  const word = find.toLowerCase();
  const rows = data.asked.filter((one) => (!refused || !one.allowed) && `${one.principal} ${one.action} ${one.resource}`.toLowerCase().includes(word));
  const again = (one) => setQuery({ tab: '', as: one.principal, action: one.action, resource: one.resource === '*' ? '' : one.resource });
  return html`
    <p class="muted">${t('policies.askedText')}</p>
    <div class="filters roomy">
      <${Field} search label=${t('policies.search')} value=${find} onInput=${(value) => setQuery({ find: value })} />
      <${Check} label=${t('policies.onlyRefused')} checked=${refused === 'true'} onChange=${(on) => setQuery({ refused: on ? 'true' : '' })} />
    </div>
    ${data.left_out > 0 && html`<${Notice} tone="warn">${t('policies.leftOut', { count: number(data.left_out) })}<//>`}
    <${Table} caption=${t('policies.tab.asked')} rows=${rows.slice(0, SHOWN)} rowKey=${(one) => `${one.principal} ${one.action} ${one.resource}`} onOpen=${again}
      tone=${(one) => (one.allowed ? '' : 'bad')} empty=${t('policies.noMatch')} columns=${[
        { key: 'action', title: t('policies.action'), kind: 'id' },
        { key: 'allowed', title: t('policies.decision'), render: (one) => html`<${Badge} tone=${one.allowed ? 'good' : 'bad'}>${t(one.allowed ? 'policies.allowed' : 'policies.refused')}<//>` },
        { key: 'resource', title: t('policies.resource'), kind: 'wide', render: (one) => html`<code>${one.resource}</code>` },
        { key: 'principal', title: t('policies.principal'), kind: 'wide', render: (one) => html`<code>${one.principal}</code>` },
      ]} />
    ${rows.length > SHOWN && html`<p class="muted">${t('parts.shownOf', { shown: SHOWN, total: number(rows.length) })}</p>`}
    <div class="actions"><${Button} onClick=${() => setForget(true)}>${t('policies.forget')}<//></div>
    ${forget && html`<${Confirm} title=${t('policies.forget')} text=${t('policies.forgetText')} action=${t('policies.forget')}
      onConfirm=${async () => { await api.post('policy/forget'); reload(); }} onClose=${() => setForget(false)} />`}`;
}
