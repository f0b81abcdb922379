// Try an action: a form made from the definitions that serve the calls, a signed call, and the same call as code.
import { html, useLoad, setQuery, api, href, t, Page, Section, Field, Select, Table, Failed, Loading, Badge } from '../parts.js';
import { OneAction } from './try/action.js';

const MOST = 60;

function Choice({ query: { product = '', search = '' } }) {
  const { data, error, reload } = useLoad(() => api.get('actions'), []);
  if (error) return html`<${Failed} error=${error} retry=${reload} />`;
  if (!data) return html`<${Loading} />`;
  const rows = data.products.filter((one) => !product || one.code === product)
    .flatMap((one) => one.actions.map((action) => ({ ...action, product: one.code, id: `${one.code} ${action.name}` })))
    .filter((row) => `${row.name} ${row.doc}`.toLowerCase().includes(search.toLowerCase()));
  return html`<div class="filters" role="search"><${Field} search label=${t('try.search')} value=${search} onInput=${(value) => setQuery({ search: value })} placeholder="CreateUser" />
      <${Select} label=${t('try.product')} value=${product} onChange=${(value) => setQuery({ product: value })} options=${[['', t('try.anyProduct')], ...data.products.map((one) => [one.code, `${one.code} ${one.version}`])]} /></div>
    <${Table} caption=${t('nav.try')} rows=${rows.slice(0, MOST)} href=${(row) => href('try', [row.product, row.name])} columns=${[
      { key: 'name', title: t('try.action'), kind: 'id' },
      { key: 'product', title: t('try.product') },
      { key: 'doc', title: t('try.does'), kind: 'wide', render: (row) => html`<span lang="en">${row.doc}</span>` },
      { key: 'access', title: t('try.access'), render: (row) => html`<${Badge}>${t(`try.access.${row.access.toLowerCase()}`)}<//>` },
    ]} empty=${t('try.none')} />
    ${rows.length > MOST && html`<p class="muted">${t('try.more', { shown: MOST, count: rows.length })}</p>`}`;
}

/** @param {{params: string[], query: Record<string, string>}} props `params`: product and action; filters of the list in `query` */
export default function TryPage({ params: [product, action], query }) {
  if (!action) return html`<${Page} title=${t('nav.try')} lead=${t('try.lead')}><${Section}><${Choice} query=${query} /><//><//>`;
  return html`<${OneAction} key=${`${product} ${action}`} product=${product} action=${action} />`;
}
