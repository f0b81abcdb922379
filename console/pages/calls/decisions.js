// What the policies were asked and decided.
import { html, t, Section, Table, Badge } from '../../parts.js';

const policies = (decision) => (decision.policies ?? []).map((one) => html`<div key="${one.policy} ${one.statement}">
  <${Badge} tone=${one.effect === 'Allow' ? 'good' : 'bad'}>${one.effect}<//> ${t('calls.statement', { statement: one.sid ? `${one.statement} (${one.sid})` : one.statement, policy: one.policy })}
  <span class="muted"> ${[one.type, one.version, one.attached_to].filter(Boolean).join(' · ')}</span></div>`);

/** @param {{decisions: any[], caller: any}} props as a call of the journal has them */
export function Decisions({ decisions, caller }) {
  const root = caller?.arn?.endsWith(':root');
  return html`<${Section} title=${t('calls.decisions')}>
    <${Table} caption=${t('calls.decisions')} rows=${(decisions ?? []).map((one, id) => ({ ...one, id }))} tone=${(row) => (row.allowed ? '' : 'bad')}
      empty=${root ? t('calls.rootAsksNone') : t('calls.noDecisions')} columns=${[
        { key: 'allowed', title: t('calls.decision'), render: (row) => html`<${Badge} tone=${row.allowed ? 'good' : 'bad'}>${row.allowed ? t('calls.allowed') : t('calls.denied')}<//>${row.let_pass && html` <${Badge} tone="warn">${t('calls.letPass')}<//>`}` },
        { key: 'action', title: t('calls.action'), kind: 'id' },
        { key: 'resource', title: t('calls.resource'), kind: 'id' },
        { key: 'policies', title: t('calls.by'), kind: 'wide', render: (row) => (row.policies?.length ? policies(row) : html`<span class="muted">${t('calls.noStatement')}</span>`) },
      ]} /><//>`;
}
