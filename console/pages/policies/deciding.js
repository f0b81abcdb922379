// The statement that decided, shown among the others of its policy.
import { html, useLoad, t, Badge, Json, Failed, parsed } from '../../parts.js';
import { ask } from '../../products.js';

const NAMED = /^Statement (\d+)\b.* of the (custom|system) (?:control )?policy (\S+) \((v\d+)?/;

/** The document of the policy that a text names, and which of its statements. */
async function find(text, kind, account) {
  const [, statement, type, name, version] = text.match(NAMED) ?? [];
  if (!name) return null;
  const key = { access_key_id: account?.access_key_id };
  const PolicyType = type === 'system' ? 'System' : 'Custom';
  let document;
  if (kind === 'ControlPolicy') {
    const list = await ask('resourcedirectory', 'ListControlPolicies', { PolicyType, PageSize: 100 }, key);
    const { PolicyId } = list.ControlPolicies.ControlPolicy.find((one) => one.PolicyName === name) ?? {};
    if (PolicyId) document = (await ask('resourcedirectory', 'GetControlPolicy', { PolicyId }, key)).ControlPolicy.PolicyDocument;
  } else {
    document = (await ask('ram', 'GetPolicyVersion', { PolicyType, PolicyName: name, VersionId: version ?? 'v1' }, key)).PolicyVersion.PolicyDocument;
  }
  const statements = [parsed(document)?.Statement ?? []].flat();
  return { name, statements, at: Number(statement) - 1 };
}

/** The statements of a policy document. @param {{document: string | any, at?: number}} props `at`: the one that decided, from 0 */
export function Statements({ document, at }) {
  const statements = [(typeof document === 'string' ? parsed(document) : document)?.Statement ?? []].flat();
  return html`<ol class="statements">${statements.map((one, index) => html`<li key=${index} class=${index === at ? 'decides' : ''}>
    <div class="actions"><span class="muted">${t('policies.statement', { number: index + 1 })}</span>
      <${Badge} tone=${one.Effect === 'Deny' ? 'bad' : 'good'}>${one.Effect}<//>
      ${index === at && html`<${Badge} tone="info">${t('policies.decides')}<//>`}</div>
    <${Json} value=${one} label=${t('policies.statement', { number: index + 1 })} /></li>`)}</ol>`;
}

/** @param {{text: string, kind: string, account: any}} props `text`: the statement as `policy/check` names it */
export function Deciding({ text, kind, account }) {
  const { data, error, reload } = useLoad(() => find(text, kind, account), [text, kind]);
  return html`<section class="section"><h3 lang="en">${text}</h3>
    ${error && error.code !== 'EntityNotExist.Policy' && html`<${Failed} error=${error} retry=${reload} />`}
    ${data?.statements.length > 0 && html`<${Statements} document=${{ Statement: data.statements }} at=${data.at} />`}</section>`;
}
