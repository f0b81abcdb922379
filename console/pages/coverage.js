// Coverage: what the calls that the journal keeps have exercised, and what they have not.
import { html, useLoad, useLive, setQuery, api, href, t, number, Page, Section, Field, Select, Button, Failed, Loading, Badge } from '../parts.js';
import { useClientCalls } from '../journal.js';
import { useSettled } from '../settled.js';

/** How much of something was exercised, as a bar with its numbers. @param {{part: number, whole: number, label: string}} props */
function Bar({ part, whole, label }) {
  const share = whole ? part / whole : 0;
  return html`<span class="coverage-bar"><progress max="1" value=${share} aria-label=${label}></progress> <span class="mono">${number(part)} / ${number(whole)}</span></span>`;
}

function Names({ title, names, tone }) {
  return names.length > 0 && html`<div><h4>${title}</h4><p class="coverage-names">${names.map((name) => html`<${Badge} key=${name} tone=${tone}>${name}<//> `)}</p></div>`;
}

function Action({ product, action }) {
  const others = Object.keys(action.other_codes ?? {});
  return html`<details class="coverage-action"><summary><span class="mono">${action.action}</span>
      ${action.calls ? html`<${Badge} tone="good">${t('coverage.calls', { count: number(action.calls) })}<//>` : html`<${Badge}>${t('coverage.never')}<//>`}</summary>
    <div class="coverage-details">
      <${Names} title=${t('coverage.sent')} names=${action.parameters} tone="good" />
      <${Names} title=${t('coverage.notSent')} names=${action.parameters_not_sent} />
      <${Names} title=${t('coverage.codes')} names=${[...action.codes, ...others]} tone="good" />
      <${Names} title=${t('coverage.notAnswered')} names=${action.codes_not_answered} />
      <p class="actions"><a href=${href('try', [product, action.action])}>${t('coverage.try')}</a>
        ${action.calls > 0 && html`<a href=${href('calls', [], { action: action.action })}>${t('coverage.look')}</a>`}</p>
    </div></details>`;
}

function Product({ product, shown, open }) {
  const called = product.actions.filter((action) => action.calls).length;
  return html`<details class="card" open=${open}><summary class="coverage-product"><strong>${product.product}</strong> <span class="muted">${product.version}</span>
      <${Bar} part=${called} whole=${product.actions.length} label=${t('coverage.of', { product: product.product })} /></summary>
    ${shown.map((action) => html`<${Action} key=${action.action} product=${product.product} action=${action} />`)}
    <div class="coverage-details"><${Names} title=${t('coverage.transitions')} names=${product.transitions.map(state)} tone="good" />
      <${Names} title=${t('coverage.noTransitions')} names=${product.transitions_not_made.map(state)} /></div>
  </details>`;
}

const state = (one) => (typeof one === 'string' ? one : `${one.table ?? ''} ${one.from} → ${one.to}`);

/** @param {{query: Record<string, string>}} props `show`: `called` or `missing`; `search`: a part of the name */
export default function CoveragePage({ query: { show = '', search = '' } }) {
  const { data, error, reload } = useLoad((signal) => api.get('report', {}, { signal }), []);
  // The report reads the whole journal, so it is made again every few seconds at most.
  useClientCalls(useSettled(reload, 5000));
  useLive('hello', reload);
  const wanted = (action) => action.action.toLowerCase().includes(search.toLowerCase()) && (!show || (show === 'called') === (action.calls > 0));
  const products = (data?.products ?? []).map((product) => ({ product, shown: product.actions.filter(wanted) })).filter(({ shown }) => shown.length);
  return html`<${Page} title=${t('nav.coverage')} lead=${t('coverage.lead')} actions=${html`<${Button} onClick=${reload}>${t('coverage.again')}<//>`}>
    ${error ? html`<${Failed} error=${error} retry=${reload} />` : !data ? html`<${Loading} />` : html`
      <${Section} class="card"><p>${t('coverage.sum', { calls: number(data.calls) })} <${Bar} part=${data.actions_called} whole=${data.actions} label=${t('coverage.all')} /></p><//>
      <div class="filters" role="search"><${Field} search label=${t('coverage.search')} value=${search} onInput=${(value) => setQuery({ search: value })} placeholder="Contact" />
        <${Select} label=${t('coverage.show')} value=${show} onChange=${(value) => setQuery({ show: value })} options=${[['', t('coverage.everything')], ['called', t('coverage.called')], ['missing', t('coverage.missing')]]} /></div>
      ${products.length ? products.map(({ product, shown }) => html`<${Product} key=${product.product} product=${product} shown=${shown} open=${Boolean(search || show)} />`) : html`<p class="empty">${t('coverage.none')}</p>`}`}
  <//>`;
}
