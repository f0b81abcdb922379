// The chat bots of this server, which stand in for those of DingTalk, Lark and WeCom: how they are set, and what came.
import { html, useState, useLoad, useLive, useThrottled, useWorld, setQuery, api, t, announce, number, Section, Table, Facts, Copied, Json, Button, Confirm, Failed, Loading, Pager, Time, Badge, Code } from '../../parts.js';
import { RobotForm } from './robot.js';

const STEP = 20;
const path = (robot) => `robots/${robot.split('/').map(encodeURIComponent).join('/')}`;
const own = (robot) => `${robot.kind}/${robot.name}`;

/** What a bot asks of a message, in words. @param {{robot: any}} props */
function Checks({ robot }) {
  const all = [robot.secret && t('inbox.robot.signed'), robot.keywords.length > 0 && t('inbox.robot.anyKeyword', { keywords: robot.keywords.join(', ') }),
    robot.ip_allow.length > 0 && t('inbox.robot.fromAddress', { addresses: robot.ip_allow.join(', ') }), t('inbox.robot.rate', { rate: number(robot.rate_per_minute) })];
  return all.filter(Boolean).join(' · ');
}

const Came = ({ message }) => html`<li class="card section">
  <div class="message-line"><span><${Badge} tone=${message.outcome === 'accepted' ? 'good' : 'bad'}>${t(`inbox.robot.${message.outcome}`)}<//>
    ${message.outcome !== 'accepted' && html` <code>${message.errcode}</code>`}</span><span class="muted"><${Time} at=${message.at} short /></span></div>
  ${message.errmsg && html`<p lang="en">${message.errmsg}</p>`}
  <${Json} value=${message.payload} label=${t('inbox.robot.payload')} /></li>`;

/** One bot, with what came, the newest first. @param {{id: string, onGone: () => void}} props `id`: `KIND/NAME` */
function One({ id, onGone }) {
  const world = useWorld();
  const { data: robot, error, reload } = useLoad((signal) => api.get(path(id), {}, { signal }), [id, world]);
  useLive('messages', useThrottled(reload));
  const [shown, setShown] = useState(STEP);
  const [asked, setAsked] = useState(false);
  const remove = async () => { await api.delete(path(id)); onGone(); };
  const back = html`<p><${Button} small kind="quiet" onClick=${() => setQuery({ robot: '' })}>← ${t('inbox.robot.all')}<//></p>`;
  if (error) return html`${back}<${Failed} error=${error} retry=${reload} />`;
  if (!robot) return html`${back}<${Loading} />`;
  const messages = [...robot.messages].reverse();
  return html`${back}
    <${Section} title=${robot.name} class="card" actions=${html`<${Button} small onClick=${reload}>${t('inbox.robot.reload')}<//><${Button} small kind="danger" onClick=${() => setAsked(true)}>${t('inbox.robot.remove')}<//>`}>
      <${Facts} items=${[
        [t('inbox.robot.kind'), t(`inbox.robot.kind.${robot.kind}`)],
        [t('inbox.robot.url'), html`<${Copied} text=${robot.url} label=${t('inbox.robot.url')} />`],
        [t('inbox.robot.checks'), html`<${Checks} robot=${robot} />`],
        [t('inbox.robot.accepted'), number(robot.accepted)], [t('inbox.robot.refused'), number(robot.refused)],
      ]} /><//>
    <${Section} title=${t('inbox.robot.came')}>
      ${messages.length ? html`<ul class="robot-messages">${messages.slice(0, shown).map((message, at) => html`<${Came} key=${messages.length - at} message=${message} />`)}</ul>
        <${Pager} shown=${Math.min(shown, messages.length)} total=${messages.length} next=${messages.length > shown} onMore=${() => setShown(shown + STEP)} />`
        : html`<p class="empty">${t('inbox.robot.nothingCame')}</p>`}<//>
    ${asked && html`<${Confirm} title=${t('inbox.robot.removeOne', { name: robot.name })} text=${t('inbox.robot.removeText')} action=${t('inbox.robot.remove')} onConfirm=${remove} onClose=${() => setAsked(false)} />`}`;
}

/** @param {{chosen?: string}} props `chosen`: `KIND/NAME` of the bot that is shown */
export function Robots({ chosen }) {
  const world = useWorld();
  const { data, error, reload } = useLoad((signal) => api.get('robots', {}, { signal }), [world]);
  useLive('messages', useThrottled(reload));
  useLive('hello', reload);
  if (chosen) return html`<${One} id=${chosen} key=${chosen} onGone=${() => { announce(t('inbox.robot.wasRemoved')); reload(); setQuery({ robot: '' }); }} />`;
  if (error) return html`<${Failed} error=${error} retry=${reload} />`;
  if (!data) return html`<${Loading} />`;
  const example = `curl -H 'Content-Type: application/json' -d '{"msgtype": "text", "text": {"content": "hello"}}' '${location.origin}/_localyun/robots/dingtalk/ops${world && `?world=${world}`}'`;
  return html`
    <div class="section-head"><h2>${t('inbox.tab.robots')}</h2><${Button} small onClick=${reload}>${t('inbox.robot.reload')}<//></div>
    ${data.robots.length ? html`<${Table} caption=${t('inbox.tab.robots')} rows=${data.robots} rowKey=${own} onOpen=${(robot) => setQuery({ robot: own(robot) })} columns=${[
      { key: 'name', title: t('inbox.robot.name'), kind: 'id' },
      { key: 'messages', title: t('inbox.robot.accepted'), kind: 'number', render: (robot) => number(robot.messages) },
      { key: 'refused', title: t('inbox.robot.refused'), kind: 'number', render: (robot) => number(robot.refused) },
      { key: 'kind', title: t('inbox.robot.kind'), render: (robot) => t(`inbox.robot.kind.${robot.kind}`) },
      { key: 'checks', title: t('inbox.robot.checks'), kind: 'wide', render: (robot) => html`<${Checks} robot=${robot} />` },
    ]} />` : html`<p class="empty">${t('inbox.robot.none')}</p>`}
    ${data.auto_register && html`<p class="muted">${t('inbox.robot.registers')}</p><${Code} wrap text=${example} label=${t('inbox.robot.example')} />`}
    <${RobotForm} onSet=${(robot) => { reload(); setQuery({ robot }); }} />`;
}
