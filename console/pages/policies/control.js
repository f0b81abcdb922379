// The control policies of the resource directory, and what they are attached to.
import { html, useState, useLoad, href, t, lang, Table, Dialog, Notice, Failed, Loading } from '../../parts.js';
import { ask } from '../../products.js';
import { Statements } from './deciding.js';

const PRODUCT = 'resourcedirectory';

function Policy({ policy, account, onClose }) {
  const key = { access_key_id: account.access_key_id };
  const { data, error, reload } = useLoad(async () => {
    const [shown, targets] = await Promise.all([ask(PRODUCT, 'GetControlPolicy', { PolicyId: policy.PolicyId }, key),
      ask(PRODUCT, 'ListTargetAttachmentsForControlPolicy', { PolicyId: policy.PolicyId, PageSize: 100 }, key)]);
    return { document: shown.ControlPolicy.PolicyDocument, targets: targets.TargetAttachments?.TargetAttachment ?? [] };
  }, [policy.PolicyId]);
  return html`<${Dialog} title=${policy.PolicyName} wide onClose=${onClose}>
    ${error ? html`<${Failed} error=${error} retry=${reload} />` : !data ? html`<${Loading} />` : html`
      <${Statements} document=${data.document} />
      <h3>${t('policies.attachedTo')}</h3>
      <ul class="entries">${data.targets.map((target) => html`<li key=${target.TargetId}>
        <a href=${href('directory', [], { node: target.TargetId })}>${target.TargetName || target.TargetId}</a><span class="mono muted">${target.TargetId}</span></li>`)}</ul>`}<//>`;
}

/** @param {{account: any}} props */
export function Control({ account }) {
  const [open, setOpen] = useState(null);
  const { data, error, reload } = useLoad(async () => {
    if (!account) return undefined;
    const key = { access_key_id: account.access_key_id };
    const [list, status] = await Promise.all([ask(PRODUCT, 'ListControlPolicies', { PageSize: 100, Language: lang() === 'zh' ? 'zh-CN' : 'en' }, key), ask(PRODUCT, 'GetControlPolicyEnablementStatus', {}, key)]);
    return { policies: list.ControlPolicies.ControlPolicy, status: status.EnablementStatus };
  }, [account?.account, lang()]);
  const none = error?.code?.includes('ResourceDirectory');
  if (none) return html`<div class="empty"><p>${t('policies.noDirectory')}</p><p><a href=${href('directory')}>${t('policies.toDirectory')}</a></p></div>`;
  if (error) return html`<${Failed} error=${error} retry=${reload} />`;
  if (!data) return html`<${Loading} />`;
  return html`<p class="muted">${t('policies.controlText')}</p>
    ${data.status !== 'Enabled' && html`<${Notice} tone="warn" title=${t('policies.controlOff', { status: data.status })}>
      <p>${t('policies.controlOffText')}</p><p><code>localyun call resourcedirectory EnableControlPolicy</code></p><//>`}
    <${Table} caption=${t('policies.tab.control')} rows=${data.policies} rowKey=${(one) => one.PolicyId} onOpen=${setOpen} columns=${[
      { key: 'PolicyName', title: t('policies.policy') },
      { key: 'PolicyType', title: t('policies.type'), render: (one) => t(`policies.type.${one.PolicyType}`) },
      { key: 'EffectScope', title: t('policies.scope'), render: (one) => t(`policies.scope.${one.EffectScope}`) },
      { key: 'AttachmentCount', title: t('policies.attachments'), kind: 'number' },
      { key: 'Description', title: t('policies.description'), kind: 'wide' },
    ]} />
    ${open && html`<${Policy} policy=${open} account=${account} onClose=${() => setOpen(null)} key=${open.PolicyId} />`}`;
}
