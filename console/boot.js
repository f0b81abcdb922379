// Before the first paint: sets the chosen theme and language, and asks for all that the view needs at once. Not a module, so that it runs
// before the page is drawn. The frame runs once the page is drawn, so that its code does not hold up the first paint.
(() => {
  const kept = (key) => {
    try { return localStorage.getItem(key); } catch { return null; }
  };
  const root = document.documentElement;
  const theme = kept('localyun-theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  const chosen = kept('localyun-language') ?? navigator.languages?.[0] ?? '';
  const language = chosen.toLowerCase().startsWith('zh') ? 'zh' : 'en';
  root.lang = language === 'zh' ? 'zh-Hans' : 'en';

  const page = /^#\/([a-z]+)/.exec(location.hash)?.[1] ?? 'start';
  for (const file of [`texts/${language}.js`, `pages/${page}.js`, `texts/${page}.${language}.js`]) {
    document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href: file }));
  }
  const run = () => import('./app.js');
  requestAnimationFrame(() => setTimeout(run));
  setTimeout(run, 200); // a page in the background is not drawn
})();
