// What a folder or a member has of its own, and what it inherits from the folders above it and from the directory.
import { html, useLoad, useWorld, api, href as address, t, lang, Section, Table, Badge, Notice, Failed, Loading } from '../../parts.js';
import { ask } from '../../products.js';
import { useChanges } from '../../settled.js';
import { PRODUCT } from './model.js';

/** Where something is attached: here, or to a folder above. */
function From({ level, own, href }) {
  if (own) return html`<${Badge} tone="info">${t('directory.own')}<//>`;
  return html`${t('directory.inherited')} ${level.directory ? t('directory.ofDirectory') : html`<a href=${href(level.id)}>${level.name}</a>`}`;
}

/** A table of what the levels have. */
function Inherited({ title, text, levels, load, deps, columns, href, empty, children, rowKey }) {
  const world = useWorld();
  const { data, error, reload } = useLoad(async () => {
    const all = await Promise.all(levels.map(load));
    return all.flatMap((items, at) => items.map((item) => ({ ...item, level: levels[at], own: at === levels.length - 1 }))).reverse();
  }, [...levels.map((level) => level.id), world, ...deps ?? []]);
  useChanges(reload);
  return html`<${Section} title=${title}><p class="muted">${text}</p>${children}
    ${error ? html`<${Failed} error=${error} retry=${reload} />` : !data ? html`<${Loading} />` : html`<${Table} caption=${title} rows=${data} rowKey=${(row) => `${row.level.id} ${rowKey(row)}`} empty=${empty}
      columns=${[columns[0], { key: 'from', title: t('directory.from'), render: (row) => html`<${From} ...${row} href=${href} />` }, ...columns.slice(1)]} />`}<//>`;
}

/** @param {{levels: {id: string, name: string}[], directory: any, options: any, href: (id: string) => string}} props */
export function Policies({ levels, directory, options, href }) {
  const load = async (level) => (await ask(PRODUCT, 'ListControlPolicyAttachmentsForTarget', { TargetId: level.id, Language: lang() === 'zh' ? 'zh-CN' : 'en' }, options)).ControlPolicyAttachments.ControlPolicyAttachment;
  const off = directory.ControlPolicyStatus !== 'Enabled';
  return html`<${Inherited} title=${t('directory.policies')} text=${t('directory.policiesText')} levels=${levels} load=${load} deps=${[lang()]} href=${href} rowKey=${(row) => row.PolicyId}
    empty=${html`<p>${t('directory.noPolicies')}</p><p><code>localyun call resourcedirectory AttachControlPolicy PolicyId=ID TargetId=${levels.at(-1).id}</code></p>`} columns=${[
      { key: 'PolicyName', title: t('directory.policy'), render: (row) => html`<a href=${address('policies', [], { tab: 'control' })}>${row.PolicyName}</a>` },
      { key: 'EffectScope', title: t('directory.scope'), render: (row) => t(`directory.scope.${row.EffectScope}`) },
      { key: 'Description', title: t('directory.description'), kind: 'wide' },
    ]}>
    ${off && html`<${Notice} tone="warn">${t('directory.policiesOff', { status: directory.ControlPolicyStatus })} <code>localyun call resourcedirectory EnableControlPolicy</code><//>`}<//>`;
}

/** @param {{levels: {id: string, name: string}[], directory: any, options: any, href: (id: string) => string}} props */
export function Contacts({ levels, directory, options, href }) {
  const load = async (level) => (await ask(PRODUCT, 'ListMessageContacts', { Member: level.id, PageSize: 100 }, options)).Contacts;
  const whole = { id: directory.ResourceDirectoryId, name: '', directory: true };
  return html`<${Inherited} title=${t('directory.contacts')} text=${t('directory.contactsText')} levels=${[whole, ...levels]} load=${load} href=${href} rowKey=${(row) => row.ContactId}
    empty=${html`<p>${t('directory.noContacts')}</p><p><code>localyun call resourcedirectory AddMessageContact Name=Ann EmailAddress=ann@example.com Title=Other MessageTypes.1=FaultMessage</code></p>
      <p><code>localyun call resourcedirectory AssociateMembers ContactId=ID Members.1=${levels.at(-1).id}</code></p>`} columns=${[
      { key: 'Name', title: t('directory.contact') },
      { key: 'EmailAddress', title: t('directory.mail') },
      { key: 'MessageTypes', title: t('directory.types'), kind: 'wide', render: (row) => (row.MessageTypes ?? []).map((type) => t(`directory.type.${type}`)).join(', ') },
      { key: 'Status', title: t('directory.state'), render: (row) => html`<${Badge}>${row.Status}<//>` },
    ]} />`;
}

const LINKS = { bound: 'info', retained: 'warn', own: undefined };

/** Who receives the notifications of an account. @param {{account: string}} props */
export function Recipients({ account }) {
  const world = useWorld();
  const { data, error, reload } = useLoad(() => api.get('resourcedirectory/message-center', { account }), [account, world]);
  useChanges(reload);
  if (error) return html`<${Section} title=${t('directory.recipients')}><${Failed} error=${error} retry=${reload} /><//>`;
  return html`<${Section} title=${t('directory.recipients')}><p class="muted">${t('directory.recipientsText')}</p>
    ${!data ? html`<${Loading} />` : html`<${Table} caption=${t('directory.recipients')} rows=${data.recipients} empty=${t('directory.noRecipients')} columns=${[
      { key: 'name', title: t('directory.contact') }, { key: 'email', title: t('directory.mail') },
      { key: 'link', title: t('directory.from'), render: (row) => html`<${Badge} tone=${LINKS[row.link]}>${t(`directory.link.${row.link}`)}<//>` },
      { key: 'categories', title: t('directory.types'), kind: 'wide', render: (row) => row.categories.map((type) => t(`directory.type.${type}`)).join(', ') },
    ]} />`}<//>`;
}
