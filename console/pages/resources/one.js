// One resource: its columns, its parts, what it is related to, the calls about it, and all of it as JSON.
import { html, useLoad, useWorld, useRoute, setQuery, api, href, t, lang, number, Page, Section, Facts, Table, Tabs, Badge, Notice, Copied, Json, Failed, Loading, Time } from '../../parts.js';
import { Value } from './value.js';
import { useChanges } from '../../settled.js';
import { named } from './names.js';

/** The page that shows a kind with more than its columns. */
const OWN_PAGES = {
  'cas/certificate': (id) => ['certificates', [id]], 'cas/job': (id) => ['certificates', ['jobs', id]],
  'resourcedirectory/folder': (node) => ['directory', [], { node }], 'resourcedirectory/member': (node) => ['directory', [], { node }],
};
const TABS = ['columns', 'relations', 'calls', 'json'];

function Relations({ found }) {
  const groups = Map.groupBy ? Map.groupBy(found.relations, (one) => one.relation) : grouped(found.relations);
  if (!found.relations.length) return html`<p class="empty">${t('resources.noRelations')}</p>`;
  return html`<div class="columns">${[...groups].map(([relation, list]) => html`<section key=${relation} class="card section"><h2>${named(relation)}</h2>
    <ul class="entries">${list.map((one) => html`<li key=${`${one.kind} ${one.id}`}>
      <a href=${href('resources', [one.product, one.kind, one.id], { account: one.account })}>${one.name || one.id}</a>
      <span class="muted mono">${one.product} ${one.kind}</span></li>`)}</ul>
    ${found.more?.includes?.(relation) && html`<p class="hint">${t('resources.moreThanShown')}</p>`}</section>`)}</div>`;
}

function grouped(list) {
  const groups = new Map();
  for (const one of list) groups.set(one.relation, [...groups.get(one.relation) ?? [], one]);
  return groups;
}

function Columns({ columns }) {
  const all = Object.entries(columns);
  const empty = all.filter(([, value]) => value === null || value === '').map(([name]) => name);
  return html`<div class="card section"><${Facts} items=${all.filter(([name]) => !empty.includes(name))
    .map(([name, value]) => [html`<span class="mono">${name}</span>`, html`<${Value} value=${value} label=${name} />`])} />
    ${empty.length > 0 && html`<p class="hint">${t('resources.emptyColumns')} <span class="mono">${empty.join(', ')}</span></p>`}</div>`;
}

function Parts({ parts = {}, more }) {
  return Object.entries(parts).filter(([, rows]) => rows?.length).map(([name, rows]) => {
    const columns = Object.keys(rows[0] ?? {}).map((key) => ({ key, title: key, render: (row) => html`<${Value} value=${row[key]} short />` }));
    return html`<${Section} title=${named(name)} key=${name}><${Table} caption=${named(name)} columns=${columns} rows=${rows} rowKey=${(row) => JSON.stringify(row)} />
      ${more?.includes?.(name) && html`<p class="hint">${t('resources.moreThanShown')}</p>`}<//>`;
  });
}

const Calls = ({ calls }) => html`<p class="muted">${t('resources.callsText')}</p>
  <${Table} caption=${t('resources.tab.calls')} rows=${calls} rowKey=${(call) => call.request_id} href=${(call) => href('calls', [call.request_id])}
    tone=${(call) => (call.status >= 400 ? 'bad' : '')} empty=${t('resources.noCalls')} columns=${[
      { key: 'action', title: t('resources.action'), kind: 'id' },
      { key: 'at', title: t('resources.at'), render: (call) => html`<${Time} at=${call.at} />` },
      { key: 'status', title: t('resources.answer'), render: (call) => html`<${Badge} tone=${call.status < 400 ? 'good' : 'bad'}>${call.status} ${call.code ?? ''}<//>` },
      { key: 'caller', title: t('resources.caller'), kind: 'id', render: (call) => call.caller ?? '–' },
    ]} />`;

/** @param {{product: string, kind: string, id: string, account?: string}} props */
export function One({ product, kind, id, account }) {
  const world = useWorld();
  const { query } = useRoute();
  const titles = useLoad(() => api.get('resources'), [world]);
  const { data: found, error, reload } = useLoad((signal) => api.get(`resources/${[product, kind, id].map(encodeURIComponent).join('/')}`, { account }, { signal }), [product, kind, id, account, world]);
  useChanges(reload);
  const title = titles.data?.products.find((one) => one.id === product)?.kinds.find((one) => one.kind === kind)?.title[lang()] ?? kind;
  const back = { href: href('resources', [product, kind]), text: title };
  const several = error?.status === 409 ? error.message.match(/\d{16}/g) ?? [] : [];
  if (error && (!found || error.status === 404)) {
    return html`<${Page} title=${id} back=${back}>
      ${error.status === 404 && found ? html`<${Notice} tone="warn" title=${t('resources.gone')}>${error.message}<//>` : html`<${Failed} error=${error} retry=${reload} />`}
      ${several.length > 0 && html`<ul>${several.map((one) => html`<li key=${one}><a href=${href('resources', [product, kind, id], { account: one })}>${one}</a></li>`)}</ul>`}<//>`;
  }
  if (!found) return html`<${Page} title=${id} back=${back}><${Loading} /><//>`;
  const chosen = TABS.includes(query.tab) ? query.tab : 'columns';
  const page = OWN_PAGES[`${product}/${kind}`]?.(id);
  const counts = { relations: found.relations.length, calls: found.calls.length };
  const tabs = TABS.map((tab) => ({ id: tab, title: `${t(`resources.tab.${tab}`)}${counts[tab] ? ` (${number(counts[tab])})` : ''}` }));
  return html`<${Page} title=${found.name || id} lead=${html`${title}${found.account && html` · <span class="mono">${found.account}</span>`}`} back=${back}
    actions=${page && html`<a class="button" href=${href(...page)}>${t('resources.ownPage', { page: t(`nav.${page[0]}`) })}</a>`}>
    <p><${Copied} text=${id} /></p>
    <${Tabs} label=${t('resources.views')} tabs=${tabs} chosen=${chosen} onChoose=${(tab) => setQuery({ tab: tab === 'columns' ? '' : tab })}>
      ${chosen === 'columns' && html`<${Columns} columns=${found.columns} />
        <${Parts} parts=${found.parts} more=${found.more} />`}
      ${chosen === 'relations' && html`<${Relations} found=${found} />`}
      ${chosen === 'calls' && html`<${Calls} calls=${found.calls} />`}
      ${chosen === 'json' && html`<${Json} value=${found} label=${t('resources.tab.json')} />`}
    <//>
  <//>`;
}
