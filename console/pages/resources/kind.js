// The resources of one kind, searched and paged by the server.
import { html, useState, useLoad, useWorld, setQuery, api, href, t, lang, Page, Table, Field, Button, Notice, Failed, Loading, Pager } from '../../parts.js';
import { SearchField } from '../../search.js';
import { Value } from './value.js';

const path = (product, kind) => `resources/${encodeURIComponent(product)}/${encodeURIComponent(kind)}`;

/** The server reads so many rows for one answer; a search goes on so often by itself until a page is full. */
const FURTHER = 20;
const FULL = 50;

/** A page of resources. @param {string} from @param {Record<string, any>} query @param {{signal?: AbortSignal}} [options] */
async function found(from, query, options) {
  let page = await api.get(from, query, options);
  for (let more = 0; more < FURTHER && page.partial && page.next && page.items.length < FULL; more++) {
    const { items } = page;
    page = await api.get(from, { ...query, after: page.next }, options);
    page.items = [...items, ...page.items];
  }
  return page;
}

/** @param {{product: string, kind: string, query: Record<string, string>}} props */
export function Kind({ product, kind, query }) {
  const world = useWorld();
  const { search = '', account = '' } = query;
  const [more, setMore] = useState({ items: [], next: undefined, partial: false });
  const titles = useLoad(() => api.get('resources'), [world]);
  const { data, error, reload } = useLoad(async (signal) => {
    const first = await found(path(product, kind), { search, account }, { signal });
    setMore({ items: [], next: undefined, partial: false });
    return first;
  }, [product, kind, search, account, world]);
  const known = titles.data?.products.find((one) => one.id === product);
  const title = known?.kinds.find((one) => one.kind === kind)?.title[lang()] ?? kind;
  const next = more.next === undefined ? data?.next : more.next;
  const items = [...data?.items ?? [], ...more.items];
  const further = async () => {
    const answer = await found(path(product, kind), { search, account, after: next });
    setMore({ items: [...more.items, ...answer.items], next: answer.next, partial: answer.partial });
  };
  const own = (row) => href('resources', [product, kind, row.id], { account: row.account });
  const columns = [
    { key: 'id', title: t('resources.id'), kind: 'id' },
    { key: 'name', title: t('resources.name'), render: (row) => (row.name === row.id ? '' : row.name) },
    ...(data?.columns ?? []).filter((column) => column !== 'name').map((column) => ({ key: `of ${column}`, title: column, render: (row) => html`<${Value} value=${row.summary[column]} short />` })),
    { key: 'account', title: t('resources.account'), kind: 'id' },
  ].filter((column) => column.key !== 'name' || items.some((row) => row.name && row.name !== row.id));
  return html`<${Page} title=${title} lead=${known?.code} back=${{ href: href('resources'), text: t('nav.resources') }}
    actions=${html`<${Button} onClick=${reload}>${t('resources.reload')}<//>`}>
    <div class="filters">
      <${SearchField} label=${t('resources.search')} value=${search} />
      <${Field} label=${t('resources.account')} value=${account} mono inputmode="numeric" onInput=${(value) => setQuery({ account: value.trim() })} />
    </div>
    ${error && html`<${Failed} error=${error} retry=${reload} />`}
    ${!data && !error && html`<${Loading} />`}
    ${data && html`
      <${Table} caption=${title} columns=${columns} rows=${items} href=${own} rowKey=${(row) => `${row.account} ${row.id}`}
        empty=${search || account ? t('resources.noMatch') : t('resources.noneOfKind')} />
      ${(more.next === undefined ? data.partial : more.partial) && html`<${Notice} tone="warn">${t('resources.partial')}<//>`}
      <${Pager} next=${next} onMore=${further} shown=${items.length || undefined} total=${data.total} />`}
  <//>`;
}
