// Directory: the tree of folders and members, and what each of them has or inherits.
import { html, useLoad, useWorld, href, t, announce, Page, Button, Notice, Failed, Loading } from '../parts.js';
import { ask, useAccount, AccountChoice } from '../products.js';
import { useChanges } from '../settled.js';
import { PRODUCT, useTree } from './directory/model.js';
import { Tree } from './directory/tree.js';
import { Node } from './directory/node.js';

function Absent({ options, onMade }) {
  const enable = async () => {
    await ask(PRODUCT, 'EnableResourceDirectory', { EnableMode: 'CurrentAccount' }, options);
    announce(t('directory.enabled'));
    onMade();
  };
  return html`<div class="empty"><p>${t('directory.none')}</p>
    <p><${Button} kind="primary" onClick=${enable}>${t('directory.create')}<//></p>
    <p>${t('directory.noneCommand')}</p><p><code>localyun call resourcedirectory EnableResourceDirectory EnableMode=CurrentAccount</code></p></div>`;
}

function Whole({ directory, options, id, query }) {
  const tree = useTree(directory, options, id);
  useChanges(tree.reload);
  const shown = id ?? directory.RootFolderId;
  const address = (node) => href('directory', [], { account: query.account, node: node === directory.RootFolderId ? '' : node });
  return html`<div class="split directory ${id ? 'one' : ''}">
    <section class="card section directory-tree" aria-label=${t('directory.tree')}>
      ${tree.error && html`<${Failed} error=${tree.error} retry=${tree.reload} />`}
      <${Tree} tree=${tree} chosen=${shown} href=${address} />
    </section>
    <div class="directory-node section"><${Node} id=${shown} directory=${directory} options=${options} href=${address} onChange=${tree.reload} key=${shown} /></div>
  </div>`;
}

/**
 * @param {{params: string[], query: Record<string, string>}} props `node`: the id of the folder or member that is shown, else Root. It is no
 *   segment of the path, so that the focus stays in the tree
 */
export default function DirectoryPage({ params: [named], query }) {
  const id = query.node ?? named;
  const world = useWorld();
  const of = useAccount();
  const { account } = of;
  const options = { access_key_id: account?.access_key_id };
  const { data: directory, error, reload } = useLoad(async () => (account ? (await ask(PRODUCT, 'GetResourceDirectory', {}, options)).ResourceDirectory : undefined), [account?.account, world]);
  const none = error?.code === 'EntityNotExists.ResourceDirectory' || error?.code === 'ResourceDirectoryNotInUse';
  const trouble = of.error ?? (none ? null : error);
  const member = directory && directory.MasterAccountId !== account.account;
  return html`<${Page} title=${t('nav.directory')} lead=${t('directory.lead')} actions=${html`<${AccountChoice} of=${of} />`}>
    ${trouble && html`<${Failed} error=${trouble} retry=${() => { of.reload(); reload(); }} />`}
    ${none && html`<${Absent} options=${options} onMade=${reload} />`}
    ${!trouble && !none && !directory && html`<${Loading} />`}
    ${member && html`<${Notice} tone="warn">${t('directory.ofOther', { account: directory.MasterAccountId })}<//>`}
    ${directory && !none && !member && html`<${Whole} directory=${directory} options=${options} id=${id} query=${query} key=${`${world} ${directory.ResourceDirectoryId}`} />`}
  <//>`;
}
