// The trust policies of the roles: who may assume them.
import { html, useState, useLoad, setQuery, t, parsed, Table, Field, Dialog, Badge, Failed, Loading, Pager } from '../../parts.js';
import { ask } from '../../products.js';
import { Statements } from './deciding.js';

/** A trust policy in short: whom it lets assume the role. */
function trusted(document) {
  const statements = [parsed(document)?.Statement ?? []].flat();
  return statements.flatMap((one) => Object.values(one.Principal ?? {}).flat().map((who) => (one.Effect === 'Deny' ? `✕ ${who}` : who)));
}

const STEP = 30;

/** @param {{query: Record<string, string>, account: any}} props */
export function Trust({ query, account }) {
  const [open, setOpen] = useState(null);
  const [more, setMore] = useState({ roles: [], marker: undefined });
  const load = async (Marker) => {
    const key = { access_key_id: account.access_key_id };
    const list = await ask('ram', 'ListRoles', { MaxItems: STEP, Marker }, key);
    const roles = await Promise.all(list.Roles.Role.map(async (role) => (await ask('ram', 'GetRole', { RoleName: role.RoleName }, key)).Role));
    return { roles, marker: list.IsTruncated ? list.Marker : null };
  };
  const { data, error, reload } = useLoad(async () => (account ? load() : undefined), [account?.account]);
  if (error) return html`<${Failed} error=${error} retry=${reload} />`;
  if (!data) return html`<${Loading} />`;
  const roles = [...data.roles, ...more.roles];
  const marker = more.marker === undefined ? data.marker : more.marker;
  const further = async () => {
    const answer = await load(marker);
    setMore({ roles: [...more.roles, ...answer.roles], marker: answer.marker });
  };
  const word = (query.role ?? '').toLowerCase();
  const rows = roles.filter((role) => role.RoleName.toLowerCase().includes(word));
  return html`<p class="muted">${t('policies.trustText')}</p>
    ${roles.length > 0 && html`<div class="filters"><${Field} search label=${t('policies.searchRoles')} value=${query.role ?? ''} onInput=${(role) => setQuery({ role })} /></div>`}
    <${Table} caption=${t('policies.tab.trust')} rows=${rows} rowKey=${(role) => role.RoleId} onOpen=${setOpen} columns=${[
      { key: 'RoleName', title: t('policies.role') },
      { key: 'who', title: t('policies.trusted'), kind: 'wide', render: (role) => trusted(role.AssumeRolePolicyDocument).map((who) => html`<div key=${who}><code>${who}</code></div>`) },
      { key: 'Description', title: t('policies.description'), kind: 'wide' },
    ]} empty=${roles.length ? t('policies.noMatch') : html`<p>${t('policies.noRoles')}</p><p><code>localyun call ram CreateRole RoleName=deploy AssumeRolePolicyDocument=@trust.json</code></p>`} />
    <${Pager} next=${marker} onMore=${further} />
    ${open && html`<${Dialog} title=${open.RoleName} wide onClose=${() => setOpen(null)}>
      <p><code>${open.Arn}</code> ${open.IsServiceLinkedRole && html`<${Badge}>${t('policies.serviceLinked')}<//>`}</p>
      <${Statements} document=${open.AssumeRolePolicyDocument} /><//>`}`;
}
