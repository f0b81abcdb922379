// All kinds of resources with how many there are of each.
import { html, useLoad, useWorld, setQuery, api, href, t, lang, number, Section, Field, Check, Code, Failed, Loading } from '../../parts.js';
import { useChanges } from '../../settled.js';

/** The products with the kinds whose name or title contains a text. */
function shown(products, search, empty) {
  const word = search.trim().toLowerCase();
  const matches = (product, kind) => [product.id, product.code, kind.kind, kind.title.en, kind.title.zh].some((text) => text.toLowerCase().includes(word));
  return products
    .map((product) => ({ ...product, kinds: product.kinds.filter((kind) => (empty || kind.count !== 0) && matches(product, kind)) }))
    .filter((product) => product.kinds.length);
}

const Product = ({ product }) => html`<section class="card section" aria-labelledby=${`product-${product.id}`}>
  <div class="section-head"><h2 id=${`product-${product.id}`}>${product.code}</h2></div>
  <ul class="entries">${product.kinds.map((kind) => html`<li key=${kind.kind}>
    <a href=${href('resources', [product.id, kind.kind])}>${kind.title[lang()] ?? kind.kind}</a>
    <span class="mono">${kind.count === null || kind.count === undefined ? t('resources.many') : number(kind.count)}</span></li>`)}</ul></section>`;

/** @param {{product?: string, query: Record<string, string>}} props `product`: only its kinds */
export function Overview({ product, query }) {
  const world = useWorld();
  const { data, error, reload } = useLoad(() => api.get('resources'), [world]);
  useChanges(reload);
  if (error && !data) return html`<${Failed} error=${error} retry=${reload} />`;
  if (!data) return html`<${Loading} />`;
  const all = data.products.filter((one) => !product || one.id === product);
  const found = shown(all, query.search ?? '', query.empty === 'true');
  const none = all.every((one) => one.kinds.every((kind) => kind.count === 0));
  return html`
    <div class="filters kind-filters">
      <${Field} search label=${t('resources.searchKinds')} value=${query.search ?? ''} onInput=${(search) => setQuery({ search })} />
      <${Check} label=${t('resources.alsoEmpty')} checked=${query.empty === 'true'} onChange=${(on) => setQuery({ empty: on ? 'true' : '' })} />
    </div>
    ${none && html`<${Section} title=${t('resources.noneYet')}><p>${t('resources.noneYetText')}</p>
      <${Code} text="localyun call cms PutContact ContactName=ops Describe=ops Channels.Mail=ops@example.com" /><//>`}
    ${!none && !found.length && html`<p class="empty">${t('resources.noKind')}</p>`}
    <div class="products">${found.map((one) => html`<${Product} product=${one} key=${one.id} />`)}</div>`;
}
