// A form that makes a world.
import { html, useState, useLoad, api, t, Section, Field, Select, Notice } from '../../parts.js';

const never = 'never';

/** @param {{worlds: any[], onMade: (world: any) => void}} props */
export function NewWorld({ worlds, onMade }) {
  const { data } = useLoad(() => api.get('snapshots').catch(() => ({ snapshots: [] })), []);
  const [from, setFrom] = useState('default');
  const [ttl, setTtl] = useState('1h');
  const [accounts, setAccounts] = useState('');
  const [random, setRandom] = useState('');
  const [error, setError] = useState('');
  const origins = [['default', t('worlds.fromFirst')], ['empty', t('worlds.fromEmpty')],
    ...worlds.filter((world) => world.id !== 'default').map((world) => [world.id, t('worlds.fromWorld', { id: world.id })]),
    ...(data?.snapshots ?? []).map((snapshot) => [snapshot.name, t('worlds.fromSnapshot', { name: snapshot.name })])];
  const submit = async (event) => {
    event.preventDefault();
    setError('');
    const body = { from, ttl: ttl.trim() === never ? null : ttl.trim() || undefined };
    if (accounts) body.accounts = Number(accounts);
    if (random) body.random = Number(random);
    try { onMade(await api.post('worlds', body)); } catch (why) { setError(why.message); }
  };
  return html`<${Section} class="card" title=${t('worlds.new')}><form class="worlds-form" onSubmit=${submit}>
    <div class="filters">
      <${Select} label=${t('worlds.from')} value=${from} onChange=${setFrom} options=${origins} />
      <${Field} label=${t('worlds.ttl')} value=${ttl} onInput=${setTtl} hint=${t('worlds.ttlHint', { never })} />
      <${Field} label=${t('worlds.accounts')} value=${accounts} onInput=${setAccounts} type="number" min="1" max="100" hint=${t('worlds.accountsHint')} />
      <${Field} label=${t('worlds.random')} value=${random} onInput=${setRandom} type="number" min="0" hint=${t('worlds.randomHint')} />
    </div>
    ${error && html`<${Notice} tone="bad" title=${t('worlds.refused')}><span lang="en">${error}</span><//>`}
    <div class="actions"><button class="button primary" type="submit">${t('worlds.make')}</button></div>
  </form><//>`;
}
