// Chromium, and what must never happen in it, whatever a test does.
import { createRequire } from 'node:module';
import { root } from './server.js';

// The packages are installed into target/, which is not above this file.
const require = createRequire(`${root}target/console/`);
const { chromium } = require('playwright-core');
const axe = require('axe-core');

/** Starts the browser. Its own sandbox does not work for root. */
export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});

export const sizes = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
};
const locales = { en: 'en-US', zh: 'zh-CN' };

/**
 * Opens a page in a context of its own. `problems` collects what must not happen: errors and warnings of the console, violations of
 * the content security policy, exceptions, dialogs, and requests to another host than the server.
 * @param {import('playwright-core').Browser} browser @param {{url: string}} server
 * @param {{size?: 'desktop'|'phone', language?: 'en'|'zh', theme?: 'light'|'dark', refusals?: boolean}} [options]
 *   `refusals`: that the server refuses a request, which the browser reports as an error, is part of the test
 */
export async function open(browser, server, { size = 'desktop', language = 'en', theme = 'light', refusals = false } = {}) {
  const context = await browser.newContext({
    ...sizes[size],
    locale: locales[language],
    timezoneId: 'UTC',
    colorScheme: theme,
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(8000);
  const problems = [];
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== server.url && !['data:', 'blob:'].includes(url.protocol)) problems.push(`a request to ${url}`);
  });
  context.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return;
    if (refusals && message.text().startsWith('Failed to load resource')) return;
    problems.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => problems.push(`exception: ${error.error().stack}`));
  context.on('dialog', (dialog) => {
    problems.push(`a dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  return { page: await context.newPage(), context, problems };
}

/** Loads a view, such as `calls`, by its address, and waits until it is drawn. */
export async function visit(page, server, view) {
  await page.goto('about:blank'); // a change of the hash alone would not load the page
  await page.goto(server.view(view));
  await drawn(page);
}

/** Goes to a view as a click on its link does, without loading the console anew, and waits until it is drawn. */
export async function go(page, view) {
  await page.evaluate(async (hash) => {
    const before = location.href;
    const changed = new Promise((resolve) => { addEventListener('hashchange', resolve, { once: true }); });
    location.hash = hash;
    if (location.href === before) return;
    await changed;
    // What was shown before is gone by then.
    for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
  }, `#/${view}`);
  await drawn(page);
}

/** Waits until the view has its heading and nothing in it is loading. */
export async function drawn(page) {
  await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
  // The search for the mistakes of a signature takes seconds in a debug build.
  await page.waitForFunction(() => !document.querySelector('main .loading'), null, { timeout: 30_000 });
}

/** Findings of axe that are serious or critical, a line for each. @param {string[]} [rules] only these */
export async function findings(page, rules) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const runOnly = rules
    ? { type: 'rule', values: rules }
    : ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  // What passes is a hundred times as much as what does not, and stays in the page.
  return page.evaluate(async (runOnly) => {
    const { violations } = await globalThis.axe.run(document, { runOnly, resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => ['serious', 'critical'].includes(impact))
      .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target, failureSummary }) => `${target} ${failureSummary.replaceAll('\n', ' ')}`).join(' | ')}`);
  }, runOnly);
}

/** Presses Tab until what has the focus fits. @param {(element: Element, argument: any) => boolean} fits runs in the page */
export async function tabTo(page, fits, argument) {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(`(${fits})(document.activeElement, ${JSON.stringify(argument)})`)) return;
  }
  throw new Error(`no element that fits ${fits} is reached by Tab`);
}
