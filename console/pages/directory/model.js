// The tree of a resource directory, of which each folder is loaded when it is first opened.
import { useState, useEffect, useRef, t } from '../../parts.js';
import { ask } from '../../products.js';

export const PRODUCT = 'resourcedirectory';
const STEP = 100;

/** @typedef {{id: string, name: string, kind: 'root'|'folder'|'member'}} TreeNode */

/** What is in a folder, up to a page of folders and one of members. */
async function children(id, pages, options) {
  const parent = { ParentFolderId: id, PageSize: STEP };
  const numbers = Array.from({ length: pages }, (_, at) => at + 1);
  const all = (action) => Promise.all(numbers.map((PageNumber) => ask(PRODUCT, action, { ...parent, PageNumber }, options)));
  const [folders, members] = await Promise.all([all('ListFoldersForParent'), all('ListAccountsForParent')]);
  const nodes = [
    ...folders.flatMap((page) => page.Folders.Folder).map((one) => ({ id: one.FolderId, name: one.FolderName, kind: 'folder' })),
    ...members.flatMap((page) => page.Accounts.Account).map((one) => ({ id: one.AccountId, name: one.DisplayName || one.AccountName, kind: 'member' })),
  ];
  return { nodes, pages, more: Math.max(folders[0].TotalCount, members[0].TotalCount) > pages * STEP, total: folders[0].TotalCount + members[0].TotalCount };
}

/**
 * The ids of the folders from Root down to a folder or a member, and its own id.
 * @param {string} id @param {any} options @returns {Promise<string[]>}
 */
export async function path(id, options) {
  const whole = /^\d+$/.test(id) ? (await ask(PRODUCT, 'GetAccount', { AccountId: id }, options)).Account.ResourceDirectoryPath
    : (await ask(PRODUCT, 'GetFolder', { FolderId: id }, options)).Folder.ResourceDirectoryPath;
  return whole.split('/').slice(1);
}

/**
 * The tree, opened down to what is shown.
 * @param {any} directory @param {any} options @param {string | undefined} shown the id of a folder or a member
 */
export function useTree(directory, options, shown) {
  const root = directory.RootFolderId;
  const [folders, setFolders] = useState({});
  const [open, setOpen] = useState([root]);
  const [error, setError] = useState(null);
  const loading = useRef(new Set());
  const load = async (id, pages = 1) => {
    if (loading.current.has(id)) return;
    loading.current.add(id);
    try {
      const own = await children(id, pages, options);
      setFolders((before) => ({ ...before, [id]: own }));
      setError(null);
    } catch (problem) { setError(problem); } finally { loading.current.delete(id); }
  };
  const toggle = (id, to) => {
    setOpen((before) => (to ? [...new Set([...before, id])] : before.filter((one) => one !== id)));
    if (to && !folders[id]) load(id);
  };
  useEffect(() => { load(root); }, []);
  useEffect(() => {
    if (!shown || shown === root) return;
    path(shown, options).then((ids) => {
      const above = ids.slice(0, -1);
      setOpen((before) => [...new Set([...before, ...above])]);
      for (const id of above) if (!folders[id]) load(id);
    }, () => { /* what is shown says that it does not exist */ });
  }, [shown]);
  const reload = () => { for (const id of Object.keys(folders)) if (open.includes(id)) load(id, folders[id].pages); };
  /** The rows that are visible, from above. */
  const rows = [];
  const add = (node, level, at, count) => {
    const folder = node.kind !== 'member';
    const opened = folder && open.includes(node.id);
    rows.push({ ...node, level, at, count, folder, open: opened });
    const own = folders[node.id];
    if (!opened) return;
    if (!own) { rows.push({ id: `${node.id} loading`, kind: 'loading', level: level + 1, parent: node.id }); return; }
    own.nodes.forEach((child, index) => add({ ...child, parent: node.id }, level + 1, index + 1, own.total));
    if (own.more) rows.push({ id: `${node.id} more`, kind: 'more', level: level + 1, parent: node.id, name: t('parts.more'), at: own.nodes.length + 1, count: own.total });
  };
  add({ id: root, name: t('directory.root'), kind: 'root' }, 1, 1, 1);
  return { rows, toggle, error, reload, more: (id) => load(id, folders[id].pages + 1) };
}
