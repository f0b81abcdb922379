// Policies: who may do what and why, what the calls needed, and the trust and control policies.
import { html, t, Page, Tabs, Failed, Loading, setQuery } from '../parts.js';
import { useAccount, AccountChoice } from '../products.js';
import { Check } from './policies/check.js';
import { Asked } from './policies/asked.js';
import { Suggest } from './policies/suggest.js';
import { Trust } from './policies/trust.js';
import { Control } from './policies/control.js';

const TABS = { check: Check, asked: Asked, suggest: Suggest, trust: Trust, control: Control };

/** @param {{query: Record<string, string>}} props `tab`; `as`, `action` and `resource`: the question; `principal`: of whom calls are shown */
export default function PoliciesPage({ query }) {
  const of = useAccount();
  const chosen = TABS[query.tab] ? query.tab : 'check';
  const Shown = TABS[chosen];
  return html`<${Page} title=${t('nav.policies')} lead=${t('policies.lead')} actions=${html`<${AccountChoice} of=${of} />`}>
    <${Tabs} label=${t('nav.policies')} tabs=${Object.keys(TABS).map((id) => ({ id, title: t(`policies.tab.${id}`) }))} chosen=${chosen}
      onChoose=${(tab) => setQuery({ tab: tab === 'check' ? '' : tab })}>
      ${of.error ? html`<${Failed} error=${of.error} retry=${of.reload} />` : !of.account ? html`<${Loading} />`
        : html`<${Shown} query=${query} account=${of.account} key=${of.account.account} />`}
    <//>
  <//>`;
}
