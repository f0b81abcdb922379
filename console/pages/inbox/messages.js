// The messages of the world as they arrive, and one of them.
import { html, useState, useLoad, useLive, useThrottled, useRef, setQuery, api, href, go, t, Field, Select, Button, Confirm, Failed, Loading, Pager, Time, Badge } from '../../parts.js';
import { Message, Delivery } from './message.js';

const CHANNELS = ['mail', 'sms', 'voice', 'robot', 'webhook'];
const KINDS = ['verification', 'alert', 'notification'];
const STATES = ['recorded', 'waiting', 'delivered', 'dead'];
const STEP = 100;

const choices = (group, values) => [['', t('inbox.any')], ...values.map((value) => [value, t(`inbox.${group}.${value}`)])];

function Filters({ query }) {
  const timer = useRef(0);
  const [to, setTo] = useState(query.to ?? '');
  const change = (value) => {
    setTo(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setQuery({ to: value.trim() }), 250);
  };
  return html`<div class="filters" role="search">
    <${Field} label=${t('inbox.to')} value=${to} onInput=${change} search placeholder="alice@example.com" />
    <${Select} label=${t('inbox.channel')} value=${query.channel ?? ''} options=${choices('channel', CHANNELS)} onChange=${(channel) => setQuery({ channel })} />
    <${Select} label=${t('inbox.kind')} value=${query.kind ?? ''} options=${choices('kind', KINDS)} onChange=${(kind) => setQuery({ kind })} />
    <${Select} label=${t('inbox.delivery')} value=${query.delivery ?? ''} options=${choices('state', STATES)} onChange=${(delivery) => setQuery({ delivery })} />
  </div>`;
}

/** A message in the list. @param {{message: any, chosen: boolean, filters: Record<string, any>}} props `filters`: those that its link keeps */
function Item({ message, chosen, filters }) {
  return html`<li><a href=${href('inbox', [message.id], filters)} aria-current=${chosen ? 'true' : undefined}>
    <span class="message-line"><strong>${message.to}</strong><span class="muted"><${Time} at=${message.at} short /></span></span>
    <span class="message-subject">${message.subject || message.body.slice(0, 120)}</span>
    <span class="message-line"><span><${Badge} tone=${message.kind === 'alert' ? 'warn' : 'info'}>${t(`inbox.kind.${message.kind}`)}<//> <${Badge}>${t(`inbox.channel.${message.channel}`)}<//></span>
      <${Delivery} delivery=${message.delivery} quiet /></span>
  </a></li>`;
}

/** @param {{id?: string, query: Record<string, string>}} props `id`: that of the message that is shown; filters in `query` */
export function Messages({ id, query }) {
  const { to, channel, kind, delivery } = query;
  const filters = { to, channel, kind, delivery };
  const [limit, setLimit] = useState(STEP);
  const [asked, setAsked] = useState(false);
  const { data, error, loading, reload } = useLoad((signal) => api.get('outbox', { to, channel, kind, limit }, { signal }), [to, channel, kind, limit]);
  useLive('messages', useThrottled(reload));
  useLive('hello', reload);
  const got = data?.messages ?? [];
  const messages = got.filter((message) => !delivery || (message.delivery?.state ?? 'recorded') === delivery).reverse();
  const shown = messages.find((message) => String(message.id) === id);
  const removeAll = async () => {
    await api.delete('outbox');
    reload();
    if (id) go('inbox', [], filters);
  };
  const list = error ? html`<${Failed} error=${error} retry=${reload} />`
    : !data ? html`<${Loading} />`
    : messages.length ? html`<ul class="messages" aria-label=${t('nav.inbox')} aria-busy=${String(loading)}>${messages.map((message) => html`<${Item} key=${message.id} message=${message} chosen=${message === shown} filters=${filters} />`)}</ul>
      <${Pager} shown=${messages.length} next=${got.length >= limit} onMore=${() => setLimit(limit + STEP)} />`
    : html`<div class="empty"><p>${Object.values(filters).some(Boolean) ? t('inbox.noneMatches') : t('inbox.none')}</p>${!Object.values(filters).some(Boolean) && html`<p>${t('inbox.noneText')}</p>`}</div>`;
  return html`
    <div class=${`inbox-filters ${id ? 'one' : ''}`}><${Filters} query=${query} />
      <${Button} kind="danger" disabled=${!got.length} onClick=${() => setAsked(true)}>${t('inbox.deleteAll')}<//></div>
    <div class=${`split inbox ${id ? 'one' : ''}`}>
      <div class="inbox-list">${list}</div>
      <div class="inbox-message" aria-live="polite">${id ? html`<${Message} id=${id} known=${shown} filters=${filters} key=${id} onDeliver=${reload} />`
        : messages.length > 0 && html`<p class="empty">${t('inbox.choose')}</p>`}</div>
    </div>
    ${asked && html`<${Confirm} title=${t('inbox.deleteAll')} text=${t('inbox.deleteText')} action=${t('inbox.delete')} onConfirm=${removeAll} onClose=${() => setAsked(false)} />`}`;
}
