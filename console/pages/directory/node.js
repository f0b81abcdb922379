// A folder or a member: what it is, its control policies and message contacts with where they come from, and what to add.
import { html, useState, useEffect, useRef, useLoad, useWorld, api, t, announce, Section, Facts, Copied, Button, Field, Dialog, Badge, Time, Notice, Failed, Loading } from '../../parts.js';
import { ask } from '../../products.js';
import { useChanges } from '../../settled.js';
import { PRODUCT, path } from './model.js';
import { Policies, Contacts, Recipients } from './inherited.js';

/** The levels from the directory down to a node, each with its name, and the node itself as the product shows it. */
async function load(id, directory, options) {
  const ids = await path(id, options);
  const shown = await Promise.all(ids.map(async (one) => (/^\d+$/.test(one) ? (await ask(PRODUCT, 'GetAccount', { AccountId: one }, options)).Account
    : (await ask(PRODUCT, 'GetFolder', { FolderId: one }, options)).Folder)));
  const levels = shown.map((one, at) => ({ id: ids[at], name: ids[at] === directory.RootFolderId ? t('directory.root') : one.DisplayName ?? one.FolderName }));
  return { levels, node: shown.at(-1), member: Boolean(shown.at(-1).AccountId) };
}

/** Adds a folder or a member to a folder. */
function Add({ what, parent, options, onClose, onDone }) {
  const [name, setName] = useState('');
  const [error, setError] = useState(null);
  const add = async () => {
    try {
      if (what === 'folder') await ask(PRODUCT, 'CreateFolder', { ParentFolderId: parent, FolderName: name.trim() }, options);
      else await ask(PRODUCT, 'CreateResourceAccount', { ParentFolderId: parent, DisplayName: name.trim() }, options);
    } catch (problem) { setError(problem); return; }
    announce(t(`directory.added.${what}`));
    onDone();
    onClose();
  };
  return html`<${Dialog} title=${t(`directory.add.${what}`)} onClose=${onClose} actions=${html`<${Button} onClick=${onClose}>${t('parts.cancel')}<//>
    <${Button} kind="primary" disabled=${!name.trim()} onClick=${add}>${t('directory.add')}<//>`}>
    <form onSubmit=${(event) => { event.preventDefault(); if (name.trim()) add(); }}><${Field} label=${t(`directory.nameOf.${what}`)} value=${name} onInput=${setName} error=${error?.message} /></form><//>`;
}

const facts = (node, member, directory) => (member ? [
  [t('directory.account'), html`<${Copied} text=${node.AccountId} />`], [t('directory.logon'), node.AccountName],
  [t('directory.kind'), t(node.Type === 'ResourceAccount' ? 'directory.resourceAccount' : 'directory.cloudAccount')],
  [t('directory.state'), html`<${Badge} tone=${node.Status?.endsWith('Success') ? 'good' : 'warn'}>${node.Status}<//>`],
  [t('directory.joined'), html`<${Time} at=${node.JoinTime} /> <span class="muted">${t(`directory.by.${node.JoinMethod}`)}</span>`],
  [t('directory.location'), node.Location], [t('directory.path'), html`<code>${node.ResourceDirectoryPath}</code>`],
] : [
  [t('directory.folder'), html`<${Copied} text=${node.FolderId} />`], [t('directory.made'), html`<${Time} at=${node.CreateTime} />`],
  ...(node.FolderId === directory.RootFolderId ? [
    [t('directory.directory'), html`<${Copied} text=${directory.ResourceDirectoryId} />`], [t('directory.manager'), html`<code>${directory.MasterAccountId}</code>`],
    [t('directory.control'), html`<${Badge} tone=${directory.ControlPolicyStatus === 'Enabled' ? 'good' : 'warn'}>${directory.ControlPolicyStatus}<//>`],
  ] : [[t('directory.path'), html`<code>${node.ResourceDirectoryPath}</code>`]]),
]);

/** The limits and the running tasks of the directory. */
function Limits({ directory }) {
  const world = useWorld();
  const query = { account: directory.MasterAccountId };
  const { data, error } = useLoad(async () => ({ limits: await api.get('resourcedirectory/settings', query), tasks: (await api.get('resourcedirectory/tasks', query)).tasks }), [world]);
  if (error || !data) return null;
  return html`<${Section} title=${t('directory.limits')} class="card"><${Facts} items=${['folders', 'members', 'contacts', 'task_seconds'].map((name) => [t(`directory.limit.${name}`), data.limits[name]])} />
    ${data.tasks.length > 0 && html`<h3>${t('directory.tasks')}</h3><ul class="entries">${data.tasks.map((task) => html`<li key=${`${task.kind} ${task.of} ${task.ends}`}><span>${task.kind} <code>${task.of}</code></span><${Time} at=${task.ends} /></li>`)}</ul>`}<//>`;
}

/** @param {{id: string, directory: any, options: any, href: (id: string) => string, onChange: () => void}} props */
export function Node({ id, directory, options, href, onChange }) {
  const world = useWorld();
  const [adding, setAdding] = useState('');
  const { data, error, reload } = useLoad(() => load(id, directory, options), [id, world]);
  useChanges(reload);
  const root = id === directory.RootFolderId;
  const up = useRef(null);
  const ready = Boolean(data);
  // Where there is no room for both, the tree that had the focus is gone.
  useEffect(() => { if (ready && document.activeElement === document.body) up.current?.focus(); }, [ready]);
  const back = !root && html`<p class="directory-back"><a ref=${up} href=${href(directory.RootFolderId)}>← ${t('directory.tree')}</a></p>`;
  if (error) return html`${back}${[400, 404].includes(error.status) ? html`<${Notice} tone="warn">${t('directory.notFound', { id })}<//>` : html`<${Failed} error=${error} retry=${reload} />`}`;
  if (!data) return html`<${Loading} />`;
  const { levels, node, member } = data;
  const heading = root ? t('directory.root') : levels.at(-1).name;
  return html`${back}
    <p class="crumbs">${levels.slice(0, -1).map((level) => html`<span key=${level.id}><a href=${href(level.id)}>${level.name}</a> / </span>`)}<span >${heading}</span></p>
    <${Section} title=${html`${heading} <${Badge} tone="info">${t(member ? 'directory.member' : root ? 'directory.root.kind' : 'directory.folder')}<//>`} class="card"
      actions=${!member && html`<${Button} small onClick=${() => setAdding('folder')}>${t('directory.add.folder')}<//><${Button} small onClick=${() => setAdding('member')}>${t('directory.add.member')}<//>`}>
      <${Facts} items=${facts(node, member, directory)} /><//>
    <${Policies} levels=${levels} directory=${directory} options=${options} href=${href} />
    <${Contacts} levels=${levels} directory=${directory} options=${options} href=${href} />
    ${member && html`<${Recipients} account=${node.AccountId} />`}
    ${root && html`<${Limits} directory=${directory} />`}
    ${adding && html`<${Add} what=${adding} parent=${id} options=${options} onClose=${() => setAdding('')} onDone=${onChange} />`}`;
}
