// Parts of the frame: the header with world, clock and settings, the dialogs for keys and token, and what is announced.
import { html, useState, useEffect, useRef, Button, Dialog, Field, Select, useLoad, useLive, useThrottled, useClock, useStream, useRoute, api, go, href, t, lang } from './parts.js';
import { setToken } from './api.js';

const storedTheme = () => document.documentElement.dataset.theme ?? 'system';

function chooseTheme(theme) {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try { localStorage.setItem('localyun-theme', theme); } catch { /* for this page only */ }
}

function Theme() {
  const [theme, setTheme] = useState(storedTheme);
  const next = { system: 'light', light: 'dark', dark: 'system' }[theme];
  const sign = { system: '◐', light: '○', dark: '●' }[theme];
  return html`<button type="button" class="icon" aria-label=${t('frame.theme', { theme: t(`frame.theme.${theme}`) })} title=${t('frame.theme', { theme: t(`frame.theme.${theme}`) })}
    onClick=${() => { chooseTheme(next); setTheme(next); }}><span aria-hidden="true">${sign}</span></button>`;
}

function Clock() {
  const { now, frozen, rate, known } = useClock(1000);
  const { state, reason } = useStream();
  useLive('clock', () => {});
  const text = known ? new Date(now).toISOString().slice(0, 19).replace('T', ' ') : '';
  const mode = !known ? '' : frozen ? t('frame.frozen') : rate !== 1 ? t('frame.rate', { rate }) : '';
  return html`<span class="clock" title=${t('frame.clock')}>
    <span class=${`dot ${state}`} role="img" aria-label=${t(`frame.stream.${state}`)} title=${reason || t(`frame.stream.${state}`)}></span>
    <span class="hidden">${t('frame.clock')} </span><span class="mono clock-text">${text}</span>${mode && html`<span class="badge warn">${mode}</span>`}</span>`;
}

/** The choice of the world. It is shown only where there is more than one, or the view names one. */
function World() {
  const { query, name } = useRoute();
  const chosen = query.world ?? '';
  const { data, reload } = useLoad(() => api.get('worlds'), [chosen]);
  const soon = useThrottled(reload, 3000);
  const told = useRef(false);
  // The event stream begins with how many there are: that is no news after the list was just loaded.
  useLive('worlds', ({ worlds: count }) => {
    if (told.current || (data && count !== data.worlds.filter((world) => world.id !== 'default').length + 1)) soon();
    told.current = true;
  });
  const worlds = (data?.worlds ?? []).filter((world) => world.id !== 'default').slice(-200);
  if (!worlds.length && !chosen) return null;
  const options = [['', t('frame.firstWorld')], ...worlds.map((world) => [world.id, world.id])];
  if (chosen && data && !worlds.some((world) => world.id === chosen)) options.push([chosen, t('frame.worldGone', { id: chosen })]);
  return html`<div class="world"><${Select} label=${t('frame.world')} value=${chosen} options=${options} onChange=${(world) => go(name, [], { world })} /></div>`;
}

/** The header of all pages. @param {{open: boolean, onMenu: () => void, onLanguage: () => void, onKeys: () => void}} props */
export function Header({ open, onMenu, onLanguage, onKeys }) {
  return html`<header>
    <button type="button" class="icon menu" aria-expanded=${String(open)} aria-controls="nav" aria-label=${t('frame.menu')} onClick=${onMenu}><span aria-hidden="true">☰</span></button>
    <a class="brand" href=${href('start')}><img src="icon.svg" alt="" width="24" height="24" /><span>Localyun</span></a>
    <${World} />
    <span class="grow"></span>
    <${Clock} />
    <button type="button" class="icon keys" aria-label=${t('frame.keys')} title=${t('frame.keys')} onClick=${onKeys}><span aria-hidden="true">?</span></button>
    <${Theme} />
    <button type="button" class="icon language" lang=${lang() === 'en' ? 'zh-Hans' : 'en'} aria-label=${t('frame.language')} onClick=${onLanguage}>${t('frame.otherLanguage')}</button>
  </header>`;
}

/** The keys of the console. @param {{pages: {name: string, letter: string}[], onClose: () => void}} props */
export function Keys({ pages, onClose }) {
  const rows = [['/', t('frame.key.search')], ['?', t('frame.keys')], ['Esc', t('frame.key.close')], ...pages.map((page) => [`g ${page.letter}`, t(`nav.${page.name}`)])];
  return html`<${Dialog} title=${t('frame.keys')} onClose=${onClose}><dl class="keys-list">
    ${rows.map(([keys, text]) => html`<div key=${keys}><dt>${keys.split(' ').map((key) => html`<kbd>${key}</kbd> `)}</dt><dd>${text}</dd></div>`)}</dl><//>`;
}

/** Asks for the control token when a call was answered with 401. @param {{onToken: () => void}} props */
export function Token({ onToken }) {
  const [asked, setAsked] = useState(false);
  const [token, set] = useState('');
  const [sent, setSent] = useState(false);
  useEffect(() => {
    const ask = () => setAsked(true);
    addEventListener('localyun-token', ask);
    return () => removeEventListener('localyun-token', ask);
  }, []);
  if (!asked) return null;
  const use = (event) => {
    event?.preventDefault();
    setToken(token.trim());
    setSent(true);
    setAsked(false);
    onToken();
  };
  return html`<${Dialog} title=${t('frame.token')} onClose=${() => setAsked(false)}>
    <form onSubmit=${use}><p>${t('frame.tokenText')}</p>
      <${Field} label=${t('frame.tokenLabel')} type="password" autofocus value=${token} onInput=${set} error=${sent && t('frame.tokenWrong')} />
      <div class="actions"><button type="submit" class="button primary" disabled=${!token.trim()}>${t('frame.tokenUse')}</button></div></form><//>`;
}

/** What `announce` says, for a few seconds. */
export function Announcements() {
  const [said, set] = useState(null);
  useEffect(() => {
    let timer = 0;
    const say = (event) => {
      set(event.detail);
      clearTimeout(timer);
      timer = setTimeout(() => set(null), event.detail.tone === 'bad' ? 8000 : 2500);
    };
    // What went wrong on a page that was left is of no use on the next.
    const leave = () => set((last) => (last?.tone === 'bad' ? null : last));
    addEventListener('localyun-announce', say);
    addEventListener('hashchange', leave);
    return () => { removeEventListener('localyun-announce', say); removeEventListener('hashchange', leave); };
  }, []);
  return html`<div class="announcements" role=${said?.tone === 'bad' ? 'alert' : 'status'} aria-live="polite">${said && html`<div class=${`toast ${said.tone}`}>${said.text}</div>`}</div>`;
}
