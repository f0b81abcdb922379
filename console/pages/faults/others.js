// Late writes and short pages: rules of the same form, each with its own members.
import { html, useState, useLoad, useThrottled, api, t, announce, number, Section, Table, Field, Button, Failed, Loading, Notice } from '../../parts.js';
import { useClientCalls } from '../../journal.js';

const WHOLE = ['reads', 'max_page'];
const EXAMPLES = { product: 'Cms', action: 'PutContact', reads: '2', delay: '5s', max_page: '1', token_ttl: '1m' };

/**
 * @param {{path: 'consistency'|'paging', members: string[], counts: string[]}} props the call of the control API, the members of a rule, and
 *   what it counts
 */
export function Others({ path, members, counts }) {
  const { data, error, reload } = useLoad((signal) => api.get(path, {}, { signal }), []);
  useClientCalls(useThrottled(reload, 2000));
  const [form, setForm] = useState({});
  const [wrong, setWrong] = useState('');
  const submit = async (event) => {
    event.preventDefault();
    setWrong('');
    const rule = {};
    for (const name of members) {
      const text = (form[name] ?? '').trim();
      if (text) rule[name] = WHOLE.includes(name) ? Number(text) : text;
    }
    try {
      await api.post(path, rule);
      setForm({});
      announce(t('faults.added'));
      reload();
    } catch (why) { setWrong(why.message); }
  };
  const clear = async () => { await api.delete(path); reload(); };
  const rules = (data?.[path] ?? []).map((rule, at) => ({ ...rule, id: at }));
  return html`<${Section} class="card" title=${t(`faults.${path}`)} actions=${rules.length > 0 && html`<${Button} small kind="danger" onClick=${clear}>${t('faults.removeAll')}<//>`}>
    <p class="muted">${t(`faults.${path}Text`)}</p>
    ${error ? html`<${Failed} error=${error} retry=${reload} />` : !data ? html`<${Loading} />` : rules.length > 0 && html`<${Table} caption=${t(`faults.${path}`)} rows=${rules}
      columns=${[...members.map((name) => ({ key: name, title: t(`faults.${name}`), render: (rule) => rule[name] ?? '–' })),
        ...counts.map((name) => ({ key: name, title: t(`faults.${name}`), kind: 'number', render: (rule) => number(rule[name]) }))]} />`}
    <form class="faults-form" onSubmit=${submit}><div class="filters">
      ${members.map((name) => html`<${Field} key=${name} label=${t(`faults.${name}`)} value=${form[name] ?? ''} placeholder=${EXAMPLES[name]}
        type=${WHOLE.includes(name) ? 'number' : 'text'} min="1" onInput=${(value) => setForm({ ...form, [name]: value })} />`)}
      <button class="button" type="submit">${t('faults.addRule')}</button></div>
      ${wrong && html`<${Notice} tone="bad" title=${t('faults.refused')}><span lang="en">${wrong}</span><//>`}
    </form><//>`;
}
