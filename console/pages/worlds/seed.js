// The seed of the present world: what it has as a file, and a file that is applied to it.
import { html, useState, api, t, announce, Section, Button, Field, Code, Notice } from '../../parts.js';

export function Seed() {
  const [exported, setExported] = useState('');
  const [text, setText] = useState('');
  const [outcome, setOutcome] = useState(null);
  const [error, setError] = useState('');
  const read = async () => setExported(await api.text('seed'));
  const apply = async (event) => {
    event.preventDefault();
    setError('');
    setOutcome(null);
    try {
      setOutcome(await api.post('seed', text, { query: { name: 'seed' } }));
      announce(t('worlds.applied'));
    } catch (why) { setError(why.message); }
  };
  return html`<div class="columns">
    <${Section} class="card" title=${t('worlds.export')}>
      <p class="muted">${t('worlds.exportText')}</p>
      <div class="actions"><${Button} onClick=${read}>${t('worlds.exportDo')}<//></div>
      ${exported && html`<${Code} text=${exported} label=${t('worlds.export')} />`}
    <//>
    <${Section} class="card" title=${t('worlds.apply')}>
      <form class="worlds-form" onSubmit=${apply}>
        <${Field} label=${t('worlds.seed')} rows=${9} mono value=${text} onInput=${setText} required hint=${t('worlds.seedHint')} placeholder=${'version: 1\naccounts:\n- id: "1000000000000001"\n  ram:\n    users:\n    - name: ci'} />
        ${error && html`<${Notice} tone="bad" title=${t('worlds.seedRefused')}><code>${error}</code><//>`}
        ${outcome && html`<${Notice} tone="good">${t('worlds.outcome', outcome)}<//>`}
        <div class="actions"><button class="button primary" type="submit">${t('worlds.applyDo')}</button></div>
      </form>
    <//>
  </div>`;
}
