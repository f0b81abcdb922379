// The least-privilege policy that the calls in the journal needed.
import { html, useLoad, useWorld, setQuery, api, href, t, number, Section, Field, Check, Code, Failed, Loading, Notice } from '../../parts.js';
import { useClientCalls } from '../../journal.js';
import { useSettled } from '../../settled.js';

/** Shown where no call asked the policies for anything. @param {{text?: string, principal?: string}} props */
export function Nothing({ text, principal }) {
  return html`<div class="empty"><p>${t('policies.nothingAsked')}</p>${text && html`<p class="muted">${text}</p>`}
    <p>${t('policies.nothingAskedText')}</p><p><code>localyun call cms DescribeContactList --key-id ID --secret SECRET</code></p>
    ${principal && html`<p><a href=${href('policies', [], { tab: 'suggest' })}>${t('policies.ofAll')}</a></p>`}</div>`;
}

/** @param {{query: Record<string, string>}} props */
export function Suggest({ query }) {
  const world = useWorld();
  const { principal = '', missing = '' } = query;
  const { data, error, reload } = useLoad((signal) => api.get('policy/suggest', { principal, missing }, { signal }), [principal, missing, world]);
  const asked = useLoad(() => api.get('policy/asked'), [world]);
  useClientCalls(useSettled(reload));
  const principals = [...new Set(asked.data?.asked.map((one) => one.principal) ?? [])];
  const none = error?.status === 404 && !error.unknownCall;
  return html`
    <p class="muted">${t('policies.suggestText')}</p>
    <div class="filters roomy">
      <${Field} search label=${t('policies.ofPrincipal')} value=${principal} mono list=${principals} placeholder=${t('policies.everybody')} onInput=${(value) => setQuery({ principal: value.trim() })} />
      <${Check} label=${t('policies.onlyMissing')} checked=${missing === 'true'} onChange=${(on) => setQuery({ missing: on ? 'true' : '' })} />
    </div>
    ${none ? html`<${Nothing} text=${principal ? error.message : ''} principal=${principal} />` : error ? html`<${Failed} error=${error} retry=${reload} />` : !data ? html`<${Loading} />` : html`
      ${data.left_out > 0 && html`<${Notice} tone="warn">${t('policies.leftOut', { count: number(data.left_out) })}<//>`}
      ${data.policy ? html`<${Code} text=${JSON.stringify(data.policy, null, 2)} label=${t('policies.tab.suggest')} />` : html`<${Notice} tone="good">${t('policies.nothingMissing')}<//>`}
      ${data.trust.length > 0 && html`<${Section} title=${t('policies.trustMissing')}>${data.trust.map((one) => html`<div class="card section" key=${`${one.principal} ${one.role}`}>
        <p>${t('policies.trustMissingText', { principal: one.principal, role: one.role })}</p>
        ${one.statement && html`<${Code} text=${JSON.stringify(one.statement, null, 2)} label=${one.role} />`}</div>`)}<//>`}`}`;
}
