// Snapshots: save, restore, compare, download and import.
import { html, useState, useLoad, useRef, setQuery, api, t, announce, number, Page, Section, Table, Field, Button, Confirm, Failed, Loading, Time } from '../parts.js';
import { send } from '../api.js';
import { Difference } from './snapshots/difference.js';

const size = (bytes) => (bytes < 1024 * 1024 ? `${number(Math.ceil(bytes / 1024))} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`);

/** Downloads a snapshot through the page, which knows the control token. @param {string} name */
async function download(name) {
  const answer = await send('GET', `snapshots/${encodeURIComponent(name)}`);
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(await answer.blob()), download: `${name}.db` });
  link.click();
  URL.revokeObjectURL(link.href);
}

function Save({ onSaved }) {
  const [name, setName] = useState('');
  const file = useRef(null);
  const [taken, setTaken] = useState(false);
  const save = async (replace) => {
    await api.post('snapshots', { name: name.trim(), replace });
    setName('');
    announce(t('snapshots.saved'));
    onSaved();
  };
  const submit = async (event) => {
    event.preventDefault();
    try { await save(false); } catch (error) {
      if (error.status === 409) setTaken(true);
      else announce(error.message, 'bad');
    }
  };
  const take = async () => {
    const [chosen] = file.current.files;
    if (!chosen) return;
    const own = chosen.name.replace(/\.[^.]*$/, '').replace(/[^\w.-]/g, '-').replace(/^[.-]+/, '').slice(0, 64) || 'imported';
    file.current.value = '';
    try {
      await send('POST', `snapshots/${encodeURIComponent(own)}`, { body: chosen });
      announce(t('snapshots.imported', { name: own }));
      onSaved();
    } catch (error) { announce(error.message, 'bad'); }
  };
  return html`<${Section} class="card"><form class="snapshots-form" onSubmit=${submit}>
    <${Field} label=${t('snapshots.name')} value=${name} onInput=${setName} required pattern="[A-Za-z0-9_\\-][A-Za-z0-9._\\-]*" maxlength="64" placeholder="before-upgrade" hint=${t('snapshots.nameHint')} />
    <button class="button primary" type="submit">${t('snapshots.save')}</button>
    <label class="button snapshots-file">${t('snapshots.import')}<input type="file" class="hidden" ref=${file} onChange=${take} /></label>
  </form>
  ${taken && html`<${Confirm} title=${t('snapshots.replaceOne', { name: name.trim() })} text=${t('snapshots.replaceText')} action=${t('snapshots.replace')} onConfirm=${() => save(true)} onClose=${() => setTaken(false)} />`}<//>`;
}

/** @param {{query: Record<string, string>}} props `a` and `b`: what is compared */
export default function SnapshotsPage({ query: { a = '', b = 'now' } }) {
  const { data, error, reload } = useLoad((signal) => api.get('snapshots', {}, { signal }), []);
  const [asked, setAsked] = useState(null);
  const snapshots = data?.snapshots ?? [];
  const restore = async () => { await api.post(`snapshots/${encodeURIComponent(asked.name)}/restore`); announce(t('snapshots.restored')); };
  const remove = async () => { await api.delete(`snapshots/${encodeURIComponent(asked.name)}`); announce(t('snapshots.deleted')); reload(); };
  return html`<${Page} title=${t('nav.snapshots')} lead=${t('snapshots.lead')}>
    <${Save} onSaved=${reload} />
    ${error ? html`<${Failed} error=${error} retry=${reload} />` : !data ? html`<${Loading} />` : html`<${Table} caption=${t('nav.snapshots')} rows=${snapshots} rowKey=${(row) => row.name} columns=${[
      { key: 'name', title: t('snapshots.name'), kind: 'id' },
      { key: 'world', title: t('snapshots.world'), render: (row) => row.world || t('frame.firstWorld') },
      { key: 'at', title: t('snapshots.at'), render: (row) => html`<${Time} at=${row.at} short machine />` },
      { key: 'clock', title: t('snapshots.clock'), render: (row) => html`<${Time} at=${row.clock} />` },
      { key: 'size', title: t('snapshots.size'), kind: 'number', render: (row) => size(row.size) },
      { key: 'do', title: t('snapshots.do'), kind: 'do', render: (row) => html`<span class="actions">
        <${Button} small onClick=${() => setQuery({ a: row.name, b: 'now' })} aria-label=${t('snapshots.compareOne', { name: row.name })}>${t('snapshots.compare')}<//>
        <${Button} small onClick=${() => setAsked({ ...row, restore: true })} aria-label=${t('snapshots.restoreOne', { name: row.name })}>${t('snapshots.restore')}<//>
        <${Button} small onClick=${() => download(row.name)} aria-label=${t('snapshots.downloadOne', { name: row.name })}>${t('snapshots.download')}<//>
        <${Button} small kind="danger" onClick=${() => setAsked(row)} aria-label=${t('snapshots.deleteOne', { name: row.name })}>${t('snapshots.delete')}<//></span>` },
    ]} empty=${html`<p>${t('snapshots.none')}</p><p>${t('snapshots.noneText')}</p>`} />`}
    ${snapshots.length > 0 && html`<${Difference} snapshots=${snapshots.map((one) => one.name)} a=${a || snapshots[0].name} b=${b} />`}
    ${asked && (asked.restore
      ? html`<${Confirm} title=${t('snapshots.restoreOne', { name: asked.name })} text=${t('snapshots.restoreText')} action=${t('snapshots.restore')} onConfirm=${restore} onClose=${() => setAsked(null)} />`
      : html`<${Confirm} title=${t('snapshots.deleteOne', { name: asked.name })} text=${t('snapshots.deleteText')} action=${t('snapshots.delete')} onConfirm=${remove} onClose=${() => setAsked(null)} />`)}
  <//>`;
}
