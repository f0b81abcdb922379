// The calls as they come, newest first, with filters that are kept in the address.
import { html, useState, useEffect, useRef, useLoad, useLive, useStream, setQuery, api, href, t, number, Page, Table, Field, Select, Check, Button, Confirm, Failed, Loading, Badge, Notice } from '../../parts.js';
import { byClient } from '../../journal.js';
import { FILTERS, passes, refused, shortCaller, summary } from './summary.js';

/** So many rows are in the page at most. */
const MOST = 200;
/** New rows are shown so often at most, in milliseconds; the second is for when more come than can be read, so that drawing takes no time from the server. */
const EVERY = [300, 1200];

function Filters({ query }) {
  const [texts, setTexts] = useState(() => Object.fromEntries([...FILTERS, 'about'].map((name) => [name, query[name] ?? ''])));
  const timer = useRef(0);
  const change = (name) => (value) => {
    const next = { ...texts, [name]: value };
    setTexts(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setQuery({ ...Object.fromEntries(Object.entries(next).map(([key, text]) => [key, text.trim()])), until: '' }), 300);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const statuses = ['2xx', '4xx', '5xx', '400', '403', '404', '409', '429', '503'];
  return html`<div class="filters" role="search">
    <${Field} label=${t('calls.action')} value=${texts.action} onInput=${change('action')} search placeholder="Put*" />
    <${Field} label=${t('calls.product')} value=${texts.product} onInput=${change('product')} placeholder="Cms" />
    <${Field} label=${t('calls.caller')} value=${texts.caller} onInput=${change('caller')} placeholder=${t('calls.callerExample')} />
    <${Field} label=${t('calls.code')} value=${texts.code} onInput=${change('code')} placeholder="NoPermission*" />
    <${Select} label=${t('calls.status')} value=${texts.status} onChange=${change('status')} options=${[['', t('calls.any')], ...new Set([...statuses, ...(texts.status ? [texts.status] : [])])]} />
    <${Field} label=${t('calls.about')} value=${texts.about} onInput=${change('about')} placeholder=${t('calls.aboutExample')} />
  </div>`;
}

/** The status of a call with its code. @param {{call: any}} props */
export function Outcome({ call }) {
  if (call.status === 0) return html`<${Badge} tone="bad">${t('calls.noAnswer')}<//>`;
  return html`<${Badge} tone=${refused(call) ? 'bad' : call.code ? 'warn' : 'good'}>${call.status}<//>${call.code && html` <span class="code-name">${call.code}</span>`}`;
}

/** What stands out about a call. @param {{call: any}} props */
const Marks = ({ call }) => html`${call.fault && html` <${Badge} tone="warn">${t('calls.fault', { id: call.fault })}<//>`}
  ${call.unread > 0 && html` <${Badge} tone="warn">${t('calls.unread', { count: call.unread })}<//>`}${!byClient(call) && html` <${Badge}>${t('calls.byConsole')}<//>`}`;

const columns = () => [
  { key: 'action', title: t('calls.action'), render: (call) => call.action || t('calls.unknownAction') },
  { key: 'outcome', title: t('calls.outcome'), render: (call) => html`<${Outcome} call=${call} /><${Marks} call=${call} />` },
  { key: 'product', title: t('calls.product') },
  { key: 'caller', title: t('calls.caller'), kind: 'id', render: (call) => shortCaller(call.caller) || html`<span class="muted">${t('calls.unknown')}</span>` },
  { key: 'at', title: t('calls.time'), kind: 'id', render: (call) => html`<time datetime=${call.at} title=${call.at}>${call.at.slice(11, 23).replace('Z', '')}</time>` },
  { key: 'duration_ms', title: t('calls.duration'), kind: 'number', render: (call) => `${call.duration_ms.toFixed(1)} ms` },
];

/** @param {{query: Record<string, string>}} props */
export function CallList({ query }) {
  const { about, until, own } = query;
  const filters = Object.fromEntries(FILTERS.map((name) => [name, query[name]]));
  const place = JSON.stringify([filters, about, until, own]);
  const [paused, setPaused] = useState(false);
  const [rows, setRows] = useState(null);
  const [skipped, setSkipped] = useState(0);
  const [asked, setAsked] = useState(false);
  const waiting = useRef([]);
  const left = useRef(0);
  const [held, setHeld] = useState(0);
  const stream = useStream();
  const { data, error, reload } = useLoad((signal) => api.get('calls', { ...filters, about, until, origin: own ? '' : 'client', limit: MOST }, { signal }), [place]);
  const live = !until && !about;
  const [every, setEvery] = useState(EVERY[0]);

  useEffect(() => {
    if (!data) return;
    setHeld(0);
    left.current = 0;
    setSkipped(0);
    setRows(data.calls.map(summary).reverse());
  }, [data]);
  /** Puts what has come before what is shown; a call that is there already, since it came while the list was loaded, is left out. */
  const show = () => {
    const next = waiting.current;
    waiting.current = [];
    setHeld(0);
    setSkipped(left.current);
    if (next.length) setRows((before) => {
      const last = before?.[0]?.sequence ?? 0;
      return [...next.filter((call) => call.sequence > last).reverse(), ...(before ?? [])].slice(0, MOST);
    });
  };
  useEffect(() => {
    if (paused || !live) return undefined;
    const timer = setInterval(() => { if (!document.hidden) show(); }, every);
    return () => clearInterval(timer);
  }, [paused, live, every]);
  useLive('calls', (event) => {
    if (!live) return;
    waiting.current = [...waiting.current, ...event.calls.map(summary).filter((call) => (own || byClient(call)) && passes(filters, call))].slice(-MOST);
    setEvery(EVERY[event.skipped ? 1 : 0]);
    left.current += event.skipped ?? 0;
    if (paused) setHeld(waiting.current.length);
  });
  const known = data?.last ?? 0;
  useLive('hello', (event) => { if (data && (event.last_call < known || event.last_call > (rows?.[0]?.sequence ?? 0))) reload(); });
  useLive('end', () => { waiting.current = []; reload(); });

  const clear = async () => { await api.delete('calls'); waiting.current = []; reload(); };
  const oldest = rows?.at(-1)?.sequence;
  const more = oldest && data?.oldest && oldest > data.oldest && rows.length >= MOST;
  const filtered = Object.values(filters).some(Boolean) || about;
  return html`<${Page} title=${t('nav.calls')} lead=${t('calls.lead')} actions=${html`
      ${(!live || stream.state === 'absent') && html`<${Button} onClick=${reload}>${t('calls.reload')}<//>`}
      ${live && stream.state !== 'absent' && html`<${Button} onClick=${() => { if (paused) show(); setPaused(!paused); }}>${paused ? t('calls.resume') : t('calls.pause')}<//>`}
      <${Button} kind="danger" disabled=${!rows?.length} onClick=${() => setAsked(true)}>${t('calls.clear')}<//>`}>
    <${Filters} query=${query} />
    <div class="calls-state muted"><p>
      ${until ? html`${t('calls.older', { until: number(Number(until)) })} <a href=${href('calls', [], { ...filters, about, own })}>${t('calls.newest')}</a>`
        : paused ? t('calls.paused', { count: held })
        : rows?.length > 0 && t('calls.shown', { count: number(rows.length), last: number(Math.max(known, rows[0]?.sequence ?? 0)) })}
      ${data?.evicted > 0 && ` ${t('calls.evicted', { count: number(data.evicted) })}`}
    </p><${Check} label=${t('calls.own')} checked=${!!own} onChange=${(shown) => setQuery({ own: shown ? '1' : '', until: '' })} /></div>
    ${skipped > 0 && html`<${Notice} tone="warn" silent>${t('calls.skipped', { count: number(skipped) })} <${Button} small onClick=${reload}>${t('calls.reload')}<//><//>`}
    ${error ? html`<${Failed} error=${error} retry=${reload} />`
      : !rows ? html`<${Loading} />`
      : html`<${Table} caption=${t('nav.calls')} columns=${columns()} rows=${rows} rowKey=${(call) => call.sequence} href=${(call) => href('calls', [call.request_id])}
          tone=${(call) => (refused(call) ? 'bad' : call.fault ? 'warn' : '')} empty=${filtered ? t('calls.noneMatches') : t('calls.none')} />`}
    ${more && html`<p><a class="button" href=${href('calls', [], { ...filters, about, own, until: oldest - 1 })}>${t('calls.showOlder')}</a></p>`}
    ${asked && html`<${Confirm} title=${t('calls.clear')} text=${t('calls.clearText')} action=${t('calls.clearAction')} onConfirm=${clear} onClose=${() => setAsked(false)} />`}
  <//>`;
}
