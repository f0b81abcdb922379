// The inbox: the messages of the world as they arrive, and the chat bots that programs send messages to.
import { html, setQuery, t, Page, Tabs } from '../parts.js';
import { Messages } from './inbox/messages.js';
import { Robots } from './inbox/robots.js';

const TABS = ['messages', 'robots'];

/** @param {{params: string[], query: Record<string, string>}} props `params[0]`: the id of the message that is shown; `tab`, and the filters of the messages or the bot that is shown, in `query` */
export default function InboxPage({ params: [id], query }) {
  const chosen = TABS.includes(query.tab) ? query.tab : 'messages';
  return html`<${Page} title=${t('nav.inbox')} lead=${t(`inbox.lead.${chosen}`)}>
    <${Tabs} label=${t('nav.inbox')} tabs=${TABS.map((tab) => ({ id: tab, title: t(`inbox.tab.${tab}`) }))} chosen=${chosen}
      onChoose=${(tab) => setQuery({ tab: tab === 'messages' ? '' : tab })}>
      ${chosen === 'robots' ? html`<${Robots} chosen=${query.robot} />` : html`<${Messages} id=${id} query=${query} />`}
    <//>
  <//>`;
}
