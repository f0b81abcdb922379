// Sets the chosen theme before the first paint. Not a module, so that it runs before the page is drawn.
(() => {
  let theme = null;
  try { theme = localStorage.getItem('localyun-theme'); } catch { /* a browser without storage: the system's theme */ }
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
})();
