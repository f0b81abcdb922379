// Worlds: a cloud for each test. And the seed of the present one: its state as a file.
import { html, useState, useLoad, useLive, useWorld, api, t, announce, go, Page, Section, Table, Button, Confirm, Failed, Loading, Time, Badge, Notice, Copied } from '../parts.js';
import { NewWorld } from './worlds/new.js';
import { Seed } from './worlds/seed.js';

/** The keys of a world that was made here, shown once. @param {{made: any}} props */
function Made({ made }) {
  return html`<${Notice} tone="good" title=${t('worlds.made', { id: made.id })}>
    <p>${t('worlds.madeText')}</p>
    ${made.accounts.map((account) => html`<p key=${account.account}>${t('worlds.account')} <code>${account.account}</code>: <${Copied} text=${account.access_key_id} label=${t('worlds.keyId')} /> <${Copied} text=${account.access_key_secret} label=${t('worlds.secret')} /></p>`)}
  <//>`;
}

/** The snapshot of the first world that another world is compared with. */
const FIRST = 'first-world';

/** Saves the first world, and shows what the present state of another differs in. @param {string} id of the other */
async function compare(id) {
  await api.post('snapshots', { name: FIRST, replace: true }, { query: { world: '' } });
  announce(t('worlds.savedFirst', { name: FIRST }));
  go('snapshots', [], { world: id, a: FIRST, b: 'now' });
}

function List({ data, present, onDrop }) {
  const rows = [data.first, ...data.worlds];
  const own = (world) => (world.id === 'default' ? '' : world.id);
  return html`<${Table} caption=${t('nav.worlds')} rows=${rows} tone=${(world) => (own(world) === present ? 'chosen' : '')} columns=${[
    { key: 'id', title: t('worlds.id'), kind: 'id', render: (world) => html`${world.id === 'default' ? t('frame.firstWorld') : world.id} ${own(world) === present && html`<${Badge} tone="info">${t('worlds.shown')}<//>`}` },
    { key: 'from', title: t('worlds.from'), render: (world) => world.from ?? '–' },
    { key: 'accounts', title: t('worlds.accounts'), kind: 'number', render: (world) => world.accounts?.length ?? '–' },
    { key: 'made', title: t('worlds.since'), render: (world) => html`<${Time} at=${world.made} short machine />` },
    { key: 'last_used', title: t('worlds.used'), render: (world) => html`<${Time} at=${world.last_used} short machine />` },
    { key: 'ttl', title: t('worlds.ttl'), render: (world) => world.ttl ?? t('worlds.never') },
    { key: 'do', title: t('worlds.do'), kind: 'do', render: (world) => html`<span class="actions">
      ${own(world) !== present && html`<${Button} small onClick=${() => go('worlds', [], { world: own(world) })} aria-label=${t('worlds.showOne', { id: world.id })}>${t('worlds.show')}<//>`}
      ${world.id !== 'default' && html`<${Button} small onClick=${() => compare(world.id)} aria-label=${t('worlds.compareOne', { id: world.id })}>${t('worlds.compare')}<//>
      <${Button} small kind="danger" onClick=${() => onDrop(world)} aria-label=${t('worlds.dropOne', { id: world.id })}>${t('worlds.drop')}<//>`}</span>` },
  ]} />`;
}

export default function WorldsPage() {
  const present = useWorld();
  const { data, error, reload } = useLoad(async (signal) => {
    const [{ worlds }, first] = await Promise.all([api.get('worlds', {}, { signal }), api.get('worlds/default', {}, { signal })]);
    return { first, worlds: worlds.filter((world) => world.id !== 'default') };
  }, []);
  for (const kind of ['worlds', 'hello']) useLive(kind, reload);
  const [made, setMade] = useState(null);
  const [dropped, setDropped] = useState(null);
  const [resetting, setResetting] = useState(false);
  const drop = async () => {
    await api.delete(`worlds/${encodeURIComponent(dropped.id)}`);
    announce(t('worlds.dropped', { id: dropped.id }));
    if (dropped.id === present) go('worlds', [], { world: '' });
    reload();
  };
  const reset = async () => { await api.post('reset'); announce(t('worlds.wasReset')); };
  return html`<${Page} title=${t('nav.worlds')} lead=${t('worlds.lead')} actions=${html`<${Button} kind="danger" onClick=${() => setResetting(true)}>${t('worlds.reset')}<//>`}>
    ${made && html`<${Made} made=${made} />`}
    ${error ? html`<${Failed} error=${error} retry=${reload} />` : !data ? html`<${Loading} />` : html`
      <${List} data=${data} present=${present} onDrop=${setDropped} />
      <${NewWorld} worlds=${data.worlds} onMade=${(world) => { setMade(world); reload(); }} />`}
    <${Seed} key=${present} />
    ${dropped && html`<${Confirm} title=${t('worlds.dropOne', { id: dropped.id })} text=${t('worlds.dropText')} action=${t('worlds.drop')} onConfirm=${drop} onClose=${() => setDropped(null)} />`}
    ${resetting && html`<${Confirm} title=${t('worlds.reset')} text=${t('worlds.resetText')} action=${t('worlds.reset')} onConfirm=${reset} onClose=${() => setResetting(false)} />`}
  <//>`;
}
