// The trust policies of the roles: who may assume them.
import { html, useState, useLoad, t, parsed, Table, Dialog, Badge, Failed, Loading, Pager } from '../../parts.js';
import { ask } from '../../products.js';
import { SearchField } from '../../search.js';
import { Statements } from './deciding.js';

/** A trust policy in short: whom it lets assume the role. */
function trusted(document) {
  const statements = [parsed(document)?.Statement ?? []].flat();
  return statements.flatMap((one) => Object.values(one.Principal ?? {}).flat().map((who) => (one.Effect === 'Deny' ? `✕ ${who}` : who)));
}

const STEP = 30;
/** A search reads so many names at a time, and goes on so often by itself until it has found enough. */
const SEARCHED = 100;
const FURTHER = 20;

/** @param {{query: Record<string, string>, account: any}} props */
export function Trust({ query, account }) {
  const [open, setOpen] = useState(null);
  const [more, setMore] = useState({ roles: [], marker: undefined });
  const word = (query.role ?? '').toLowerCase();
  const load = async (from) => {
    const key = { access_key_id: account.access_key_id };
    const names = [];
    let marker = from;
    for (let more = 0; more === 0 || (word && more < FURTHER && marker && names.length < STEP); more++) {
      const list = await ask('ram', 'ListRoles', { MaxItems: word ? SEARCHED : STEP, Marker: marker }, key);
      names.push(...list.Roles.Role.map((role) => role.RoleName).filter((name) => name.toLowerCase().includes(word)));
      marker = list.IsTruncated ? list.Marker : null;
    }
    const roles = await Promise.all(names.map(async (RoleName) => (await ask('ram', 'GetRole', { RoleName }, key)).Role));
    return { roles, marker };
  };
  const { data, error, reload } = useLoad(async () => {
    const first = account && await load();
    setMore({ roles: [], marker: undefined });
    return first;
  }, [account?.account, word]);
  if (error) return html`<${Failed} error=${error} retry=${reload} />`;
  if (!data) return html`<${Loading} />`;
  const roles = [...data.roles, ...more.roles];
  const marker = more.marker === undefined ? data.marker : more.marker;
  const further = async () => {
    const answer = await load(marker);
    setMore({ roles: [...more.roles, ...answer.roles], marker: answer.marker });
  };
  return html`<p class="muted">${t('policies.trustText')}</p>
    ${(roles.length > 0 || word) && html`<div class="filters roomy"><${SearchField} label=${t('policies.searchRoles')} name="role" value=${query.role ?? ''} /></div>`}
    <${Table} caption=${t('policies.tab.trust')} rows=${roles} rowKey=${(role) => role.RoleId} onOpen=${setOpen} columns=${[
      { key: 'RoleName', title: t('policies.role') },
      { key: 'who', title: t('policies.trusted'), kind: 'wide', render: (role) => trusted(role.AssumeRolePolicyDocument).map((who) => html`<div key=${who}><code>${who}</code></div>`) },
      { key: 'Description', title: t('policies.description'), kind: 'wide' },
    ]} empty=${word ? t('policies.noMatch') : html`<p>${t('policies.noRoles')}</p><p><code>localyun call ram CreateRole RoleName=deploy AssumeRolePolicyDocument=@trust.json</code></p>`} />
    <${Pager} next=${marker} onMore=${further} />
    ${open && html`<${Dialog} title=${open.RoleName} wide onClose=${() => setOpen(null)}>
      <p><code>${open.Arn}</code> ${open.IsServiceLinkedRole && html`<${Badge}>${t('policies.serviceLinked')}<//>`}</p>
      <${Statements} document=${open.AssumeRolePolicyDocument} /><//>`}`;
}
