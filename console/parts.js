// The shared components of the pages. Texts from data are children of elements, so they are never markup.
import { html, useState, useEffect, useRef, useMemo, useCallback } from './vendor/htm-preact.js';
import { t, lang } from './text.js';
import { useClock } from './live.js';

export { html, useState, useEffect, useRef, useMemo, useCallback } from './vendor/htm-preact.js';
export { t, rich, lang, number } from './text.js';
export { href, go, setQuery, useRoute, useWorld, world } from './route.js';
export { useLive, useStream, useClock, worldNow } from './live.js';
export { api, ApiProblem, parsed } from './api.js';

const classes = (...names) => names.filter(Boolean).join(' ');
let ids = 0;
/** An id of its own for a component, for `for` and `aria-…`. */
export const useId = () => useMemo(() => `id${(ids += 1)}`, []);

/**
 * A page: its heading, which takes the focus after navigation, buttons beside it, and what it shows.
 * @param {{title: any, lead?: any, actions?: any, back?: {href: string, text: string}, children?: any}} props
 */
export function Page({ title, lead, actions, back, children }) {
  useEffect(() => { document.title = `${typeof title === 'string' ? title : 'Localyun'} · Localyun`; }, [title]);
  return html`<div class="page">
    ${back && html`<a class="back" href=${back.href}>← ${back.text}</a>`}
    <div class="page-head">
      <div><h1 tabindex="-1">${title}</h1>${lead && html`<p class="lead">${lead}</p>`}</div>
      ${actions && html`<div class="actions">${actions}</div>`}
    </div>
    ${children}
  </div>`;
}

/** A part of a page with a heading. @param {{title?: any, actions?: any, class?: string, children?: any}} props */
export function Section({ title, actions, class: name, children }) {
  return html`<section class=${classes('section', name)}>
    ${(title || actions) && html`<div class="section-head"><h2>${title}</h2>${actions && html`<div class="actions">${actions}</div>`}</div>`}
    ${children}
  </section>`;
}

/**
 * A table. It scrolls sideways inside itself where it is too wide; where there is little room, each row is a card.
 * @param {object} props
 * @param {string} props.caption what it lists; for assistive tools
 * @param {{key: string, title: any, render?: (row: any) => any, kind?: 'id'|'number'|'wide'|'do'}[]} props.columns
 *   `render` makes the cell, else it is `row[key]`; `id` is monospace; `do` has buttons
 * @param {any[]} props.rows
 * @param {(row: any) => any} [props.rowKey] what a row is known by; its `id` unless given
 * @param {(row: any) => string} [props.href] where a row leads: its first cell is the link
 * @param {(row: any) => void} [props.onOpen] what a row does: its first cell is the button
 * @param {(row: any) => string} [props.tone] `bad`, `warn`, `muted` or `chosen`: how a row stands out, besides by its text
 * @param {any} [props.empty] shown in the place of a table without rows
 */
export function Table({ caption, columns, rows, rowKey = (row) => row.id, href, onOpen, tone, empty }) {
  if (!rows.length) return html`<p class="empty">${empty ?? t('parts.nothing')}</p>`;
  const open = (row) => (event) => {
    if (event.target.closest('a,button,input,label') || getSelection()?.toString()) return;
    if (href) location.hash = href(row);
    else onOpen?.(row);
  };
  const cell = (column, row, first) => {
    const content = column.render ? column.render(row) : row[column.key];
    if (first && href) return html`<a href=${href(row)}>${content}</a>`;
    if (first && onOpen) return html`<button type="button" class="link" onClick=${() => onOpen(row)}>${content}</button>`;
    return content;
  };
  const opens = href || onOpen;
  return html`<div class="table" role="group" aria-label=${caption} tabindex="0"><table>
    <caption class="hidden">${caption}</caption>
    <thead><tr>${columns.map((column) => html`<th scope="col" key=${column.key} class=${column.kind}>${column.title}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr key=${rowKey(row)} class=${classes(tone?.(row), opens && 'opens')} onClick=${opens && open(row)}>
      ${columns.map((column, at) => html`<td key=${column.key} class=${column.kind} data-title=${column.title}>${cell(column, row, at === 0)}</td>`)}
    </tr>`)}</tbody>
  </table></div>`;
}

/**
 * An input with its label.
 * @param {{label: any, value: string, onInput: (value: string) => void, type?: string, hint?: any, error?: any, search?: boolean,
 *   rows?: number, list?: string[], mono?: boolean, required?: boolean, placeholder?: string, [attribute: string]: any}} props
 *   `search`: `/` focuses it; `rows`: a text area; `list`: values to choose from
 */
export function Field({ label, value, onInput, type = 'text', hint, error, search, rows, list, mono, ...rest }) {
  const id = useId();
  const about = classes(hint && `${id}-hint`, error && `${id}-error`) || undefined;
  const common = {
    id, value, class: mono && 'mono', 'aria-describedby': about, 'aria-invalid': error ? 'true' : undefined, spellcheck: false,
    autocomplete: 'off', 'data-search': search || undefined, list: list && `${id}-list`, ...rest, onInput: (event) => onInput(event.target.value),
  };
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${rows ? html`<textarea ...${common} rows=${rows}></textarea>` : html`<input ...${common} type=${search ? 'search' : type} />`}
    ${list && html`<datalist id="${id}-list">${list.map((item) => html`<option value=${item} key=${item} />`)}</datalist>`}
    ${hint && html`<p class="hint" id="${id}-hint">${hint}</p>`}
    ${error && html`<p class="error" id="${id}-error">${error}</p>`}
  </div>`;
}

/** A choice with its label. @param {{label: any, value: string, onChange: (value: string) => void, options: (string | [string, string])[]}} props options: values, or values with texts */
export function Select({ label, value, onChange, options, ...rest }) {
  const id = useId();
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <select id=${id} value=${value} ...${rest} onChange=${(event) => onChange(event.target.value)}>
      ${options.map((option) => {
        const [own, text] = Array.isArray(option) ? option : [option, option];
        return html`<option value=${own} key=${own} selected=${own === value}>${text}</option>`;
      })}
    </select>
  </div>`;
}

/** A checkbox with its label. @param {{label: any, checked: boolean, onChange: (checked: boolean) => void}} props */
export function Check({ label, checked, onChange }) {
  return html`<label class="check"><input type="checkbox" checked=${checked} onChange=${(event) => onChange(event.target.checked)} /> <span>${label}</span></label>`;
}

/** A button. While a promise that `onClick` returns is pending it is busy; what goes wrong is announced. @param {{onClick?: () => any, kind?: 'primary'|'danger'|'quiet', small?: boolean, children?: any, [attribute: string]: any}} props */
export function Button({ onClick, kind, small, children, disabled, ...rest }) {
  const [busy, setBusy] = useState(false);
  const shown = useRef(true);
  useEffect(() => () => { shown.current = false; }, []);
  const click = async () => {
    const result = onClick?.();
    if (typeof result?.then !== 'function') return;
    setBusy(true);
    try { await result; } catch (error) { announce(error.message, 'bad'); } finally { if (shown.current) setBusy(false); }
  };
  return html`<button type="button" class=${classes('button', kind, small && 'small')} aria-busy=${busy} disabled=${disabled || busy} ...${rest} onClick=${click}>${children}</button>`;
}

/** Tabs; arrow keys change them. @param {{label: string, tabs: {id: string, title: any}[], chosen: string, onChoose: (id: string) => void, children?: any}} props children: the panel of the chosen tab */
export function Tabs({ label, tabs, chosen, onChoose, children }) {
  const id = useId();
  const list = useRef(null);
  const keys = (event) => {
    const at = tabs.findIndex((tab) => tab.id === chosen);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = (to + tabs.length) % tabs.length;
    onChoose(tabs[next].id);
    list.current.children[next].focus();
  };
  return html`<div class="tabs">
    <div role="tablist" aria-label=${label} ref=${list} onKeyDown=${keys}>
      ${tabs.map((tab) => html`<button type="button" role="tab" key=${tab.id} id="${id}-${tab.id}" aria-controls="${id}-panel"
        aria-selected=${String(tab.id === chosen)} tabindex=${tab.id === chosen ? 0 : -1} onClick=${() => onChoose(tab.id)}>${tab.title}</button>`)}
    </div>
    <div role="tabpanel" id="${id}-panel" aria-labelledby="${id}-${chosen}" tabindex="0">${children}</div>
  </div>`;
}

/** A modal dialog, shown as long as it is rendered. Escape and its button close it. @param {{title: any, onClose: () => void, actions?: any, wide?: boolean, children?: any}} props */
export function Dialog({ title, onClose, actions, wide, children }) {
  const element = useRef(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    element.current.showModal();
    return () => before?.focus?.();
  }, []);
  return html`<dialog ref=${element} class=${wide && 'wide'} aria-labelledby=${id} onCancel=${(event) => { event.preventDefault(); onClose(); }}>
    <div class="dialog-head"><h2 id=${id}>${title}</h2>
      <button type="button" class="icon" aria-label=${t('parts.close')} onClick=${onClose}>✕</button></div>
    <div class="dialog-body">${children}</div>
    ${actions && html`<div class="actions dialog-foot">${actions}</div>`}
  </dialog>`;
}

/** Asks before something that cannot be taken back. @param {{title: any, text: any, action: any, onConfirm: () => any, onClose: () => void}} props */
export function Confirm({ title, text, action, onConfirm, onClose }) {
  const confirm = async () => { await onConfirm(); onClose(); };
  return html`<${Dialog} title=${title} onClose=${onClose} actions=${html`
    <${Button} onClick=${onClose}>${t('parts.cancel')}<//><${Button} kind="danger" onClick=${confirm}>${action}<//>`}><p>${text}</p><//>`;
}

/** Puts a text into the clipboard. @param {string} text */
export async function copy(text) {
  try { await navigator.clipboard.writeText(text); } catch {
    // Pages of another host than this machine's own have no clipboard without HTTPS.
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
  announce(t('parts.copied'));
}

/** A button that copies a text. @param {{text: string, label?: any}} props `label`: what is copied; also the name of the button */
export function Copy({ text, label }) {
  return html`<button type="button" class="button small quiet copy" aria-label=${label ? t('parts.copyWhat', { what: label }) : undefined} onClick=${() => copy(text)}>${t('parts.copy')}</button>`;
}

/** A short text to copy, such as an id, in monospace with its button. @param {{text: string, label?: any}} props */
export const Copied = ({ text, label }) => html`<span class="copied"><code>${text}</code><${Copy} text=${text} label=${label ?? text} /></span>`;

/** A text in monospace with a button that copies it. @param {{text: string, label?: string, children?: any, wrap?: boolean}} props `children` is shown in its place */
export function Code({ text, label, children, wrap }) {
  return html`<div class="code"><pre tabindex="0" role="group" aria-label=${label ?? t('parts.code')} class=${wrap && 'wrap'}><code>${children ?? text}</code></pre><${Copy} text=${text} label=${label} /></div>`;
}

const JSON_TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|-?\b\d[\d.eE+-]*/g;
/** JSON, pretty-printed. A text that is no JSON is shown as it is. @param {{value: any, label?: string}} props a value, or the text of one */
export function Json({ value, label }) {
  let text = value;
  if (typeof value !== 'string') text = JSON.stringify(value, null, 2) ?? '';
  else try { text = JSON.stringify(JSON.parse(value), null, 2); } catch { return html`<${Code} text=${value} label=${label} wrap />`; }
  if (text.length > 200_000) return html`<${Code} text=${text} label=${label} />`;
  const pieces = [];
  let end = 0;
  for (const match of text.matchAll(JSON_TOKEN)) {
    pieces.push(text.slice(end, match.index));
    pieces.push(html`<span class=${match[2] ? 'json-name' : match[1] ? 'json-text' : 'json-value'}>${match[1] ?? match[0]}</span>`, match[2] ?? '');
    end = match.index + match[0].length;
  }
  return html`<${Code} text=${text} label=${label}>${[...pieces, text.slice(end)]}<//>`;
}

const SPANS = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000], ['second', 1000]];
/** How far a time is from another, such as `5 minutes ago`. @param {number} at @param {number} now both in milliseconds */
export function relative(at, now) {
  const [unit, span] = SPANS.find(([, one]) => Math.abs(at - now) >= one) ?? SPANS[3];
  return new Intl.RelativeTimeFormat(lang() === 'zh' ? 'zh-CN' : 'en', { numeric: 'auto' }).format(Math.trunc((at - now) / span), unit);
}

/**
 * A time with how far it is from the world's clock.
 * @param {{at: string | null, short?: boolean, machine?: boolean}} props ISO 8601; `short`: the relative form alone, with the time as its
 *   title; `machine`: the time is one of the machine's clock, as those of the server are that no world has
 */
export function Time({ at, short, machine }) {
  const { now, known } = useClock(5000);
  if (!at) return html`<span class="muted">–</span>`;
  const near = machine ? relative(Date.parse(at), Date.now()) : known ? relative(Date.parse(at), now) : '';
  const text = at.replace('T', ' ').replace(/(\.\d+)?Z$/, '');
  return html`<time datetime=${at} title=${`${text} UTC`}>${short && near ? near : html`<span class="mono">${text}</span>${near && html` <span class="muted">${near}</span>`}`}</time>`;
}

/** A sentence of the server, in English, in which what stands between backticks is code. @param {{text: string}} props */
export const Prose = ({ text }) => html`<span lang="en">${String(text).split(/`([^`]+)`/).map((piece, at) => (at % 2 ? html`<code>${piece}</code>` : piece))}</span>`;

/** A short word about a state. @param {{tone?: 'good'|'warn'|'bad'|'info', children?: any}} props */
export const Badge = ({ tone, children }) => html`<span class=${classes('badge', tone)}>${children}</span>`;

/** A message to the user. @param {{tone?: 'info'|'good'|'warn'|'bad', title?: any, silent?: boolean, children?: any}} props `bad` interrupts assistive tools; `silent`: they are not told when it changes */
export const Notice = ({ tone = 'info', title, silent, children }) => html`<div class=${classes('notice', tone)} role=${silent ? undefined : tone === 'bad' ? 'alert' : 'status'}>${title && html`<strong>${title}</strong>`}<div>${children}</div></div>`;

/** Shown while something loads. */
export const Loading = () => html`<p class="loading" role="status"><span class="spinner" aria-hidden="true"></span>${t('parts.loading')}</p>`;

/** What went wrong, and a button to try again. @param {{error: any, retry?: () => void}} props */
export function Failed({ error, retry }) {
  const title = error.unknownCall ? t('parts.notInServer') : error.status === 0 ? t('parts.noAnswer') : error.status === 401 ? t('parts.needsToken') : t('parts.failed');
  return html`<${Notice} tone=${error.unknownCall ? 'warn' : 'bad'} title=${title}>
    ${!error.unknownCall && html`<p><${Prose} text=${error.message} /></p>`}
    ${retry && html`<p><${Button} small onClick=${retry}>${t('parts.retry')}<//></p>`}<//>`;
}

/** The button for further rows. @param {{next: any, onMore: () => any, shown?: number, total?: number | null}} props nothing is shown without `next` */
export const Pager = ({ next, onMore, shown, total }) => html`<div class="pager">
  ${shown !== undefined && html`<span class="muted">${total != null ? t('parts.shownOf', { shown, total }) : t('parts.shown', { shown })}</span>`}
  ${next ? html`<${Button} onClick=${onMore}>${t('parts.more')}<//>` : ''}</div>`;

/** Names with their values. @param {{items: [any, any][], two?: boolean}} props pairs; those without a value are left out; `two`: in two columns where there is room */
export const Facts = ({ items, two }) => html`<dl class=${classes('facts', two && 'two')}>${items.filter(([, value]) => value !== null && value !== undefined && value !== '')
  .map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;

/** Says something to the user for a few seconds, also through assistive tools. @param {string} text @param {'good'|'bad'} [tone] */
export function announce(text, tone = 'good') {
  dispatchEvent(new CustomEvent('localyun-announce', { detail: { text, tone } }));
}

/** A link of data as a link that opens a new tab, if it is `http:` or `https:`; else its text. @param {{url: string, children?: any}} props */
export function Outward({ url, children }) {
  const safe = /^https?:\/\//i.test(url);
  return safe ? html`<a href=${url} target="_blank" rel="noopener noreferrer">${children ?? url}</a>` : html`<span>${children ?? url}</span>`;
}

/**
 * A function that calls `fn` at most once in so many milliseconds, and once more for what came meanwhile: for events that lead to a request.
 * @param {() => void} fn @param {number} [every] 1000 unless given
 */
export function useThrottled(fn, every = 1000) {
  const latest = useRef(fn);
  latest.current = fn;
  const state = useRef({ timer: 0, again: false });
  useEffect(() => () => clearTimeout(state.current.timer), []);
  return useCallback(() => {
    const own = state.current;
    if (own.timer) { own.again = true; return; }
    latest.current();
    own.timer = setTimeout(function over() {
      own.timer = 0;
      if (!own.again) return;
      own.again = false;
      latest.current();
      own.timer = setTimeout(over, every);
    }, every);
  }, [every]);
}

/**
 * Loads data when the component is shown and whenever `deps` change. What came before stays shown meanwhile.
 * @template T
 * @param {(signal: AbortSignal) => Promise<T>} fn
 * @param {any[]} deps
 * @returns {{data: T | undefined, error: any, loading: boolean, reload: () => void}}
 */
export function useLoad(fn, deps) {
  const [count, setCount] = useState(0);
  const [state, set] = useState({ data: undefined, error: null, loading: true });
  useEffect(() => {
    const own = new AbortController();
    set((before) => ({ ...before, loading: true }));
    fn(own.signal).then(
      (data) => { if (!own.signal.aborted) set({ data, error: null, loading: false }); },
      (error) => { if (!own.signal.aborted) set((before) => ({ data: before.data, error, loading: false })); },
    );
    return () => own.abort();
  }, [...deps, count]);
  const reload = useCallback(() => setCount((before) => before + 1), []);
  return { ...state, reload };
}
