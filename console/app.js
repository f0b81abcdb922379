// The frame: navigation, the world, language, theme, keys, token, and the page that the address names.
import { html, render, useState, useEffect, useRef, useErrorBoundary } from './vendor/htm-preact.js';
import { Failed, Loading, useRoute, t } from './parts.js';
import { loadTexts, lang, setLanguage } from './text.js';
import { restartLive } from './live.js';
import { Header, Announcements, Keys, Token } from './frame.js';
import { href, route } from './route.js';

/**
 * All pages: `name` is the name in the address, of `pages/NAME.js` and of `texts/NAME.en.js`; `nav.NAME` is its text; `letter` is its
 * key after `g`; with `style` it has a style sheet `pages/NAME.css` of its own.
 */
export const PAGES = [
  { name: 'start', letter: 's', group: 'watch', style: true },
  { name: 'inbox', letter: 'i', group: 'watch', style: true },
  { name: 'calls', letter: 'c', group: 'watch', style: true },
  { name: 'explain', letter: 'e', group: 'watch', style: true },
  { name: 'resources', letter: 'r', group: 'state', style: true },
  { name: 'directory', letter: 'o', group: 'state', style: true },
  { name: 'certificates', letter: 'k', group: 'state', style: true },
  { name: 'due', letter: 'd', group: 'state', style: true },
  { name: 'try', letter: 't', group: 'act', style: true },
  { name: 'policies', letter: 'p', group: 'act', style: true },
  { name: 'faults', letter: 'f', group: 'act', style: true },
  { name: 'worlds', letter: 'w', group: 'server', style: true },
  { name: 'snapshots', letter: 'n', group: 'server', style: true },
  { name: 'coverage', letter: 'v', group: 'server', style: true },
];
const GROUPS = ['watch', 'state', 'act', 'server'];

/** Loads a style sheet once. @param {string} file */
function loadStyle(file) {
  if (document.querySelector(`link[href="${file}"]`)) return undefined;
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: file });
  document.head.append(link);
  return new Promise((done) => { link.onload = link.onerror = done; });
}

/** The pages that are loaded. @type {Map<string, any>} */
const loaded = new Map();

/** Loads a page with its texts and its style. @param {string} name */
async function load(name) {
  const page = PAGES.find((one) => one.name === name);
  if (!page) throw new Error(t('frame.noPage', { name }));
  const [module] = await Promise.all([import(`./pages/${name}.js`), loadTexts(name), page.style && loadStyle(`pages/${name}.css`)]);
  loaded.set(name, module.default);
  return module.default;
}

function Content({ route, generation }) {
  const [page, setPage] = useState({ name: route.name, component: loaded.get(route.name) ?? null, error: null });
  const [broken, mend] = useErrorBoundary();
  const main = useRef(null);
  const place = [route.name, ...route.params].join('/');
  const first = useRef(true);
  useEffect(() => {
    let left = false;
    mend();
    load(route.name).then(
      (component) => { if (!left) setPage({ name: route.name, component, error: null }); },
      (error) => { if (!left) setPage({ name: route.name, component: null, error }); },
    );
    return () => { left = true; };
  }, [route.name]);
  useEffect(() => {
    if (page.name !== route.name) return;
    if (!first.current) {
      scrollTo(0, 0);
      (main.current.querySelector('h1') ?? main.current).focus({ preventScroll: true });
    }
    first.current = false;
  }, [place, page.name]);
  const ready = page.name === route.name;
  const error = broken ?? (ready && page.error);
  return html`<main id="main" ref=${main} tabindex="-1">
    ${error ? html`<div class="page"><h1 tabindex="-1">${PAGES.some((one) => one.name === route.name) ? t(`nav.${route.name}`) : t('frame.notFound')}</h1><${Failed} error=${error} retry=${() => location.reload()} /></div>`
      : ready && page.component ? html`<${page.component} key=${`${route.query.world ?? ''} ${generation} ${lang()}`} params=${route.params} query=${route.query} />`
      : html`<${Loading} />`}
  </main>`;
}

function Navigation({ route, open, onClose }) {
  return html`<nav id="nav" class=${open ? 'open' : ''} aria-label=${t('frame.pages')}>
    ${GROUPS.map((group) => html`<div key=${group} class="nav-group" role="group" aria-labelledby="nav-${group}">
      <p id="nav-${group}">${t(`nav.${group}`)}</p>
      <ul>${PAGES.filter((page) => page.group === group).map((page) => html`<li key=${page.name}>
        <a href=${href(page.name)} aria-current=${page.name === route.name ? 'page' : undefined} onClick=${onClose}>
          <span>${t(`nav.${page.name}`)}</span><kbd aria-hidden="true">${page.letter}</kbd></a></li>`)}</ul>
    </div>`)}
  </nav>`;
}

function App() {
  const route = useRoute();
  const [open, setOpen] = useState(false);
  const [keys, setKeys] = useState(false);
  const [generation, setGeneration] = useState(0);
  const again = () => setGeneration((count) => count + 1);
  const world = useRef(route.query.world);
  useEffect(() => {
    if (world.current !== route.query.world) restartLive();
    world.current = route.query.world;
  }, [route.query.world]);
  useEffect(() => {
    let pressed = 0;
    const key = (event) => {
      if (event.key === 'Escape') setOpen(false);
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
      if (event.target.closest?.('input:not([type=checkbox]),textarea,select,[contenteditable]')) return;
      const page = Date.now() - pressed < 1500 && PAGES.find((one) => one.letter === event.key);
      pressed = event.key === 'g' && !page ? Date.now() : 0;
      if (page) location.hash = href(page.name);
      else if (event.key === '/') document.querySelector('[data-search]')?.focus();
      else if (event.key === '?') setKeys(true);
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  }, []);
  const switchLanguage = async () => { await setLanguage(lang() === 'en' ? 'zh' : 'en', route.name); again(); };
  return html`<a class="skip" href="#main" onClick=${(event) => { event.preventDefault(); document.querySelector('#main h1, #main')?.focus(); }}>${t('frame.skip')}</a>
    <${Header} open=${open} onMenu=${() => setOpen(!open)} onLanguage=${switchLanguage} onKeys=${() => setKeys(true)} />
    <${Navigation} route=${route} open=${open} onClose=${() => setOpen(false)} />
    ${open && html`<div class="shade" onClick=${() => setOpen(false)}></div>`}
    <${Content} route=${route} generation=${generation} key=${`content ${generation}`} />
    ${keys && html`<${Keys} pages=${PAGES} onClose=${() => setKeys(false)} />`}
    <${Token} onToken=${() => { restartLive(); again(); }} />
    <${Announcements} />`;
}

await Promise.all([loadTexts(), load(route().name).catch(() => {})]);
const root = document.getElementById('app');
root.replaceChildren();
render(html`<${App} />`, root);
