// A form for a fault rule.
import { html, useState, useLoad, api, t, announce, Section, Field, Select, Check, Notice } from '../../parts.js';
import { EFFECTS } from './words.js';

const WHOLE = ['nth', 'from_call', 'to_call', 'times', 'cut', 'http', 'seed'];
const EMPTY = { effect: 'error', error: 'Throttling.User', http: '503', stall: '', cut: '20' };

/** The rule that the form describes, with the members that were filled in. @param {Record<string, any>} form */
function rule(form) {
  const made = {};
  for (const name of ['product', 'action', 'caller', 'access_key', 'region', 'nth', 'from_call', 'to_call', 'share', 'seed', 'after', 'until', 'times', 'delay', 'answer_delay']) {
    const text = (form[name] ?? '').trim();
    if (text) made[name] = WHOLE.includes(name) || name === 'share' ? Number(text) : text;
  }
  const parameter = (form.parameter ?? '').trim();
  if (parameter) made.params = { [parameter]: form.value ?? '' };
  const { effect } = form;
  if (effect === 'error') {
    made.error = form.error.trim();
    for (const name of ['message', 'retry_after']) if (form[name]?.trim()) made[name] = form[name].trim();
  } else if (effect === 'http' || effect === 'cut') made[effect] = Number(form[effect]);
  else if (effect === 'stall') made.stall = form.stall.trim() || true;
  else if (effect !== 'delay') made[effect] = true;
  return made;
}

/** The codes that the chosen action may answer, besides those of the gateway. */
function useCodes(product, action) {
  const { data } = useLoad(async () => {
    if (!product || !action || action.includes('*')) return [];
    try { return (await api.get(`actions/${encodeURIComponent(product)}/${encodeURIComponent(action)}`)).errors.map((error) => error.code); } catch { return []; }
  }, [product, action]);
  return [...new Set(['Throttling.User', 'Throttling.Api', 'ServiceUnavailable', 'InternalError', 'Forbidden.RAM', ...(data ?? [])])];
}

/** @param {{onAdded: () => void}} props */
export function RuleForm({ onAdded }) {
  const [form, setForm] = useState(EMPTY);
  const [more, setMore] = useState(false);
  const [error, setError] = useState('');
  const { data: catalogue } = useLoad(() => api.get('actions').catch(() => ({ products: [] })), []);
  const products = catalogue?.products ?? [];
  const actions = products.filter((one) => !form.product || one.code.toLowerCase() === form.product.toLowerCase()).flatMap((one) => one.actions.map((action) => action.name));
  const codes = useCodes(form.product, form.action);
  const set = (name) => (value) => setForm((before) => ({ ...before, [name]: value }));
  const field = (name, options = {}) => html`<${Field} key=${name} label=${t(`faults.${name}`)} value=${form[name] ?? ''} onInput=${set(name)} ...${options} />`;
  const submit = async (event) => {
    event.preventDefault();
    setError('');
    try {
      await api.post('faults', rule(form));
      announce(t('faults.added'));
      onAdded();
    } catch (why) { setError(why.message); }
  };
  return html`<${Section} class="card" title=${t('faults.add')}><form class="faults-form" onSubmit=${submit}>
    <fieldset><legend>${t('faults.match')}</legend>
      <div class="filters">
        ${field('product', { list: products.map((one) => one.code), placeholder: 'Cms' })}
        ${field('action', { list: actions, placeholder: 'DescribeContact*' })}
        ${field('nth', { type: 'number', min: 1 })}
        ${field('share', { type: 'number', min: 0, max: 1, step: 'any', placeholder: '0.5' })}
      </div>
      <${Check} label=${t('faults.moreMatch')} checked=${more} onChange=${setMore} />
      ${more && html`<div class="filters">
        ${field('caller', { placeholder: 'ci' })}${field('access_key')}${field('region', { placeholder: 'cn-*' })}
        ${field('parameter', { placeholder: 'ContactName' })}${field('value', { placeholder: 'ops-*' })}
        ${field('from_call', { type: 'number', min: 1 })}${field('to_call', { type: 'number', min: 1 })}${field('times', { type: 'number', min: 1 })}
        ${field('seed', { type: 'number', min: 0 })}${field('after', { placeholder: '10m' })}${field('until', { placeholder: '1h' })}
      </div>`}
    </fieldset>
    <fieldset><legend>${t('faults.effect')}</legend>
      <${Select} label=${t('faults.what')} value=${form.effect} onChange=${set('effect')} options=${[...EFFECTS, 'delay'].map((name) => [name, t(`faults.does.${name}`)])} />
      <div class="filters">
        ${form.effect === 'error' && html`${field('error', { list: codes, required: true })}${field('message')}${field('retry_after', { placeholder: '2s' })}`}
        ${form.effect === 'http' && field('http', { type: 'number', min: 400, max: 599, required: true })}
        ${form.effect === 'cut' && field('cut', { type: 'number', min: 0, required: true })}
        ${form.effect === 'stall' && field('stall', { placeholder: '30s' })}
        ${field('delay', { placeholder: '300ms', required: form.effect === 'delay' && !form.answer_delay })}
        ${field('answer_delay', { placeholder: '300ms' })}
      </div>
    </fieldset>
    ${error && html`<${Notice} tone="bad" title=${t('faults.refused')}><span lang="en">${error}</span><//>`}
    <div class="actions"><button class="button primary" type="submit">${t('faults.addRule')}</button></div>
  </form><//>`;
}
