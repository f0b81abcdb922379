// The tree, by the pattern for tree views: arrow keys move, open and close; Enter shows a node; letters find one.
import { html, useState, useEffect, useRef, t } from '../../parts.js';

const SIGNS = { root: '◆', folder: '▤', member: '●' };

/** @param {{tree: ReturnType<typeof import('./model.js').useTree>, chosen: string, href: (id: string) => string}} props */
export function Tree({ tree, chosen, href }) {
  const rows = tree.rows.filter((row) => row.kind !== 'loading');
  const [active, setActive] = useState(chosen);
  const list = useRef(null);
  const typed = useRef({ text: '', at: 0 });
  useEffect(() => setActive(chosen), [chosen]);
  const current = rows.find((row) => row.id === active) ?? rows.find((row) => row.id === chosen) ?? rows[0];
  const focus = (row) => {
    if (!row) return;
    setActive(row.id);
    list.current.querySelector(`[data-node="${CSS.escape(row.id)}"]`)?.focus();
  };
  const show = (row) => { if (row.kind === 'more') tree.more(row.parent); else location.hash = href(row.id); };
  const find = (key) => {
    const now = Date.now();
    typed.current = { text: (now - typed.current.at < 700 ? typed.current.text : '') + key.toLowerCase(), at: now };
    const from = rows.indexOf(current) + (typed.current.text.length === 1 ? 1 : 0);
    focus([...rows.slice(from), ...rows.slice(0, from)].find((row) => row.name.toLowerCase().startsWith(typed.current.text)));
  };
  const keys = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = rows.indexOf(current);
    const does = {
      ArrowDown: () => focus(rows[at + 1]), ArrowUp: () => focus(rows[at - 1]), Home: () => focus(rows[0]), End: () => focus(rows.at(-1)),
      ArrowRight: () => (current.folder && !current.open ? tree.toggle(current.id, true) : current.folder && rows[at + 1]?.level > current.level && focus(rows[at + 1])),
      ArrowLeft: () => (current.open ? tree.toggle(current.id, false) : focus(rows.find((row) => row.id === current.parent))),
      Enter: () => show(current), ' ': () => show(current),
    }[event.key];
    if (!does && !/^[\p{L}\p{N}]$/u.test(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (does) does();
    else find(event.key);
  };
  return html`<ul role="tree" aria-label=${t('directory.tree')} class="tree" ref=${list} onKeyDown=${keys}>
    ${tree.rows.map((row) => (row.kind === 'loading'
    ? html`<li role="none" key=${row.id} class="muted tree-loading level-${Math.min(row.level, 7)}">${t('parts.loading')}</li>`
    : html`<li role="treeitem" key=${row.id} data-node=${row.id} class="level-${Math.min(row.level, 7)}" tabindex=${row === current ? 0 : -1}
        aria-level=${row.level} aria-posinset=${row.at} aria-setsize=${row.count} aria-expanded=${row.folder ? String(row.open) : undefined}
        aria-selected=${row.kind === 'more' ? undefined : String(row.id === chosen)} onFocus=${() => setActive(row.id)} onClick=${() => show(row)}>
        <span class="twist" aria-hidden="true" onClick=${(event) => { if (!row.folder) return; event.stopPropagation(); tree.toggle(row.id, !row.open); }}>${row.folder ? (row.open ? '▾' : '▸') : ''}</span>
        <span class="sign ${row.kind}" aria-hidden="true">${SIGNS[row.kind]}</span>
        <span>${row.name}</span>${row.kind === 'member' && html`<span class="mono muted">${row.id}</span>`}
        ${row.kind === 'folder' || row.kind === 'member' ? html`<span class="hidden">${t(`directory.${row.kind}`)}</span>` : ''}
      </li>`))}
  </ul>`;
}
