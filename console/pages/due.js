// The clock of the world, and the work that is done when it gets there.
import { html, useLoad, useLive, useThrottled, setQuery, api, href, t, lang, number, Page, Section, Select, Table, Failed, Loading, Time, Badge, Notice } from '../parts.js';
import { Clock } from './due/clock.js';
import { Timeline } from './due/timeline.js';
import { Carried } from './due/carried.js';

const LIMIT = 200;

function Waiting({ due, product }) {
  const products = [...new Set(due.work.map((work) => work.product))].sort();
  const known = product && !products.includes(product) ? [product, ...products] : products;
  return html`<${Section} title=${t('due.waiting', { count: number(due.waiting) })}>
    ${(due.waiting > 0 || product) && html`
      <div class="filters"><${Select} label=${t('due.product')} value=${product} options=${[['', t('due.anyProduct')], ...known]} onChange=${(value) => setQuery({ product: value })} /></div>`}
    ${due.work.length > 1 && html`<${Timeline} work=${due.work} />`}
    <${Table} caption=${t('due.work')} rows=${due.work.map((work, at) => ({ ...work, id: `${work.at} ${at}` }))} columns=${[
      { key: 'at', title: t('due.at'), render: (work) => html`<${Time} at=${work.at} />${work.overdue && html` <${Badge} tone="warn">${t('due.overdue')}<//>`}` },
      { key: 'product', title: t('due.product') },
      { key: 'kind', title: t('due.kind'), kind: 'id' },
      { key: 'about', title: t('due.about'), kind: 'wide', render: (work) => work.title[lang()] },
      { key: 'account', title: t('due.account'), kind: 'id', render: (work) => work.account ?? html`<span class="muted">${t('due.noAccount')}</span>` },
    ]} empty=${html`<p>${t('due.none')}</p><p>${t('due.noneText')}</p>`} />
    ${due.waiting > due.work.length && html`<${Notice}>${t('due.moreText', { shown: due.work.length, count: number(due.waiting) })}<//>`}
  <//>`;
}

/** @param {{query: Record<string, string>}} props `product`: only its due work */
export default function DuePage({ query: { product = '' } }) {
  const { data, error, reload } = useLoad((signal) => api.get('due', { limit: LIMIT, product }, { signal }), [product]);
  const soon = useThrottled(reload);
  for (const kind of ['due', 'clock', 'hello', 'end']) useLive(kind, soon);
  return html`<${Page} title=${t('nav.due')} lead=${t('due.lead')}>
    <${Clock} next=${data?.work?.[0]?.at} onMoved=${reload} />
    ${error ? html`<${Failed} error=${error} retry=${reload} />` : !data ? html`<${Loading} />` : html`<${Waiting} due=${data} product=${product} />`}
    <${Carried} />
    <p class="muted">${t('due.keys')} <a href=${href('calls')}>${t('nav.calls')}</a></p>
  <//>`;
}
