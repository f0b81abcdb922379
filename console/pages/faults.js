// Faults: rules that make calls fail, late writes and short pages.
import { html, useState, useLoad, useLive, useThrottled, api, t, announce, number, Page, Section, Table, Button, Confirm, Failed, Loading, Select, Field, Badge } from '../parts.js';
import { useClientCalls } from '../journal.js';
import { effectText, matchText } from './faults/words.js';
import { RuleForm } from './faults/form.js';
import { Others } from './faults/others.js';

function Rules({ faults, reload }) {
  const remove = async (id) => { await api.delete(`faults/${encodeURIComponent(id)}`); reload(); };
  return html`<${Table} caption=${t('faults.rules')} rows=${faults} tone=${(rule) => (rule.fired ? 'warn' : '')} columns=${[
    { key: 'id', title: t('faults.id'), kind: 'id', render: (rule) => html`${rule.id} ${rule.fired > 0 && html`<${Badge} tone="warn">${t('faults.hasFired')}<//>`}` },
    { key: 'match', title: t('faults.match'), kind: 'wide', render: matchText },
    { key: 'effect', title: t('faults.effect'), kind: 'wide', render: effectText },
    { key: 'matched', title: t('faults.matched'), kind: 'number', render: (rule) => number(rule.matched) },
    { key: 'fired', title: t('faults.fired'), kind: 'number', render: (rule) => html`<strong>${number(rule.fired)}</strong>` },
    { key: 'remove', title: t('faults.do'), kind: 'do', render: (rule) => html`<${Button} small kind="danger" aria-label=${t('faults.removeOne', { id: rule.id })} onClick=${() => remove(rule.id)}>${t('faults.remove')}<//>` },
  ]} empty=${html`<p>${t('faults.none')}</p><p>${t('faults.noneText')}</p>`} />`;
}

function Presets({ onAdded }) {
  const { data, error } = useLoad(() => api.get('faults/presets'), []);
  const [name, setName] = useState('');
  const [product, setProduct] = useState('');
  if (error) return html`<${Failed} error=${error} />`;
  if (!data) return html`<${Loading} />`;
  const preset = data.presets.find((one) => one.name === name) ?? data.presets[0];
  const add = async () => {
    await api.post(`faults/presets/${encodeURIComponent(preset.name)}`, undefined, { query: { product: product.trim() } });
    announce(t('faults.added'));
    onAdded();
  };
  return html`<${Section} class="card" title=${t('faults.presets')}>
    <${Select} label=${t('faults.preset')} value=${preset.name} onChange=${setName} options=${data.presets.map((one) => one.name)} />
    <ul class="plain">${preset.rules.map((rule, at) => html`<li key=${at}>${matchText(rule)}: ${effectText(rule)}</li>`)}</ul>
    <${Field} label=${t('faults.product')} value=${product} onInput=${setProduct} placeholder="Cms" hint=${t('faults.presetProduct')} />
    <div class="actions"><${Button} kind="primary" onClick=${add}>${t('faults.addPreset')}<//></div><//>`;
}

export default function FaultsPage() {
  const { data, error, reload } = useLoad((signal) => api.get('faults', {}, { signal }), []);
  const soon = useThrottled(reload);
  for (const kind of ['faults', 'hello']) useLive(kind, soon);
  useClientCalls(soon);
  const [asked, setAsked] = useState(false);
  const removeAll = async () => { await api.delete('faults'); reload(); };
  const faults = data?.faults ?? [];
  return html`<${Page} title=${t('nav.faults')} lead=${t('faults.lead')}
    actions=${html`<${Button} kind="danger" disabled=${!faults.length} onClick=${() => setAsked(true)}>${t('faults.removeAll')}<//>`}>
    <${Section} title=${t('faults.rules')}>
      ${error ? html`<${Failed} error=${error} retry=${reload} />` : !data ? html`<${Loading} />` : html`<${Rules} faults=${faults} reload=${reload} />`}<//>
    <div class="columns"><${RuleForm} onAdded=${reload} /><${Presets} onAdded=${reload} /></div>
    <${Others} path="consistency" members=${['product', 'action', 'reads', 'delay']} counts=${['writes', 'stale_reads']} />
    <${Others} path="paging" members=${['product', 'action', 'max_page', 'token_ttl']} counts=${[]} />
    ${asked && html`<${Confirm} title=${t('faults.removeAll')} text=${t('faults.removeAllText')} action=${t('faults.removeAll')} onConfirm=${removeAll} onClose=${() => setAsked(false)} />`}
  <//>`;
}
