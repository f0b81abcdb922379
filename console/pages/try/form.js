// The form of an action, made from the definitions of its parameters. A list is `Name.N` or `Name.N.Member`: items can be added and removed.
import { html, useState, t, Field, Select, Button, Check } from '../../parts.js';

/** The name without the index: what a list is known by. `Tag.N.Key` is of the list `Tag`. @param {string} name */
const listOf = (name) => name.split('.N')[0];
const filled = (name, index) => name.replace('.N', `.${index}`).replaceAll('.N', '.1');

/** What is wrong with the values, by the name of the parameter. @param {any[]} specs @param {Record<string, string>} values */
export function wrong(specs, values) {
  const problems = new Map();
  for (const spec of specs) {
    const value = values[spec.name];
    if (spec.name.includes('.N')) continue;
    if (spec.required && !value) problems.set(spec.name, t('try.needed'));
    else if (value && spec.kind === 'Integer' && !/^-?\d+$/.test(value)) problems.set(spec.name, t('try.notInteger'));
    else if (value && spec.one_of && !spec.one_of.includes(value)) problems.set(spec.name, t('try.notOneOf'));
  }
  return problems;
}

function One({ spec, name, value, onInput, problem }) {
  const [shown, setShown] = useState(false);
  const words = spec.one_of ?? (spec.kind === 'Boolean' ? ['true', 'false'] : null);
  const label = html`<code>${name}</code>${spec.required && html` <span class="try-required">${t('try.required')}</span>`}`;
  if (words) return html`<${Select} label=${label} value=${value} onChange=${onInput} aria-required=${String(spec.required)} options=${[['', '–'], ...words]} />`;
  const hint = html`<span lang="en">${spec.doc}${spec.rule && html` <span class="mono">${spec.rule}</span>`}</span>`;
  return html`<div><${Field} label=${label} value=${value} onInput=${onInput} hint=${hint} error=${problem} mono aria-required=${String(spec.required)}
      type=${spec.secret && !shown ? 'password' : 'text'} inputmode=${spec.kind === 'Integer' ? 'numeric' : undefined} />
    ${spec.secret && html`<${Check} label=${t('try.show')} checked=${shown} onChange=${setShown} />`}</div>`;
}

function List({ name, specs, values, onChange }) {
  const [count, setCount] = useState(1);
  const set = (own) => (value) => onChange({ ...values, [own]: value });
  const remove = () => {
    const kept = { ...values };
    for (const spec of specs) delete kept[filled(spec.name, count)];
    onChange(kept);
    setCount(count - 1);
  };
  return html`<fieldset class="try-list"><legend><code>${name}</code></legend>
    ${Array.from({ length: count }, (_, at) => specs.map((spec) => {
      const own = filled(spec.name, at + 1);
      return html`<${One} key=${own} spec=${spec} name=${own} value=${values[own] ?? ''} onInput=${set(own)} />`;
    }))}
    <div class="actions"><${Button} small onClick=${() => setCount(count + 1)} aria-label=${t('try.addTo', { name })}>${t('try.add')}<//>
      ${count > 0 && html`<${Button} small kind="quiet" onClick=${remove} aria-label=${t('try.removeFrom', { name })}>${t('try.remove')}<//>`}</div></fieldset>`;
}

/** @param {{specs: any[], values: Record<string, string>, onChange: (values: Record<string, string>) => void, problems: Map<string, string>}} props */
export function Form({ specs, values, onChange, problems }) {
  const [all, setAll] = useState(false);
  if (!specs.length) return html`<p class="muted">${t('try.noParameters')}</p>`;
  const entries = [];
  for (const spec of [...specs].sort((a, b) => Number(b.required) - Number(a.required))) {
    if (!spec.name.includes('.N')) entries.push({ name: spec.name, specs: [spec], required: spec.required });
    else {
      const name = listOf(spec.name);
      const known = entries.find((entry) => entry.list && entry.name === name);
      if (known) known.specs.push(spec);
      else entries.push({ name, list: true, specs: [spec], required: spec.required });
    }
  }
  const few = entries.length <= 8;
  const shown = few || all ? entries : entries.filter((entry) => entry.required || entry.specs.some((spec) => values[spec.name]));
  return html`${shown.map((entry) => (entry.list
    ? html`<${List} key=${`${entry.name}.N`} name=${entry.name} specs=${entry.specs} values=${values} onChange=${onChange} />`
    : html`<${One} key=${entry.name} spec=${entry.specs[0]} name=${entry.name} value=${values[entry.name] ?? ''} problem=${problems.get(entry.name)} onInput=${(value) => onChange({ ...values, [entry.name]: value })} />`))}
    ${!few && html`<${Check} label=${t('try.optional', { count: entries.filter((entry) => !entry.required).length })} checked=${all} onChange=${setAll} />`}`;
}
