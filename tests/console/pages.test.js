// Every page of the console, at the width of a desktop and of a phone, in both languages: it is reached by the keyboard, shows what there
// is, fits, is translated, and can be used with assistive tools.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { drawn, findings, go, launch, open, tabTo, visit } from './browser.js';
import { details, pages } from './pages.js';
import { fill, seed } from './sample.js';
import { serve } from './server.js';
import { keys } from './texts.js';

let server, browser, ids;
before(async () => {
  server = await serve(...seed);
  ids = await fill(server);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Goes to a page as a keyboard does: Tab to its link, through the menu where there is one, and Enter. */
async function openByKeyboard(page, name) {
  const isLink = (element, name) => element.closest('nav') && element.getAttribute('href')?.split('?')[0] === `#/${name}`;
  await page.evaluate(() => { document.activeElement.blur(); });
  const menu = page.locator('header button[aria-expanded="false"][aria-controls]');
  if (await menu.isVisible()) {
    await tabTo(page, (element) => element.matches('header button[aria-controls]'));
    await page.keyboard.press('Enter');
  }
  await tabTo(page, isLink, name);
  await page.keyboard.press('Enter');
  await page.waitForFunction((name) => location.hash.split('?')[0] === `#/${name}`, name);
  await drawn(page);
}

/** Waits for a text of the view. */
const seen = (page, text) => page.getByRole('main').getByText(text).filter({ visible: true }).first().waitFor();

/** What is wrong with a view that is drawn. @returns {Promise<string[]>} */
async function look(page, shows) {
  const wrong = [];
  await seen(page, shows).catch(() => wrong.push(`${shows} is not shown`));
  for (const landmark of ['banner', 'navigation', 'main']) {
    if (await page.getByRole(landmark, { includeHidden: true }).count() !== 1) wrong.push(`there is not one ${landmark}`);
  }
  if (await page.getByRole('main').getByRole('heading', { level: 1 }).count() !== 1) wrong.push('there is not one h1');
  if (!/Localyun/.test(await page.title())) wrong.push(`the title is ${await page.title()}`);
  // Sideways, only what is in a box of its own may scroll.
  const size = page.viewportSize();
  for (const width of size.width < 500 ? [390, 320] : [size.width]) {
    await page.setViewportSize({ ...size, width });
    wrong.push(...(await (width < 500 ? cut(page) : wide(page))).map((text) => `at ${width} px ${text}`));
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) wrong.push(`at ${width} px it is ${over} px too wide: ${await widest(page)}`);
  }
  await page.setViewportSize(size);
  const shown = await texts(page);
  const names = shown.filter((text) => keys.looksLikeOne(text));
  if (names.length) wrong.push(`keys in the place of texts: ${names}`);
  const unfilled = shown.filter((text) => keys.hasUnfilled(text));
  if (unfilled.length) wrong.push(`a value is missing in: ${unfilled}`);
  if (size.width < 500) wrong.push(...await small(page));
  if ((await page.locator('html').getAttribute('lang')).startsWith('zh')) wrong.push(...await untranslated(page));
  return wrong;
}

/**
 * What may be in English on a Chinese page: where it stands, on which pages, and why.
 * @type {[string, RegExp, string][]}
 */
const ENGLISH = [
  ['[lang=en]', /^(try|calls|explain|policies\?as=)/, 'what the definitions of actions, errors and explanations say, as the API and the command line say it too'],
  ['.message-subject, .message, ins, del', /^(inbox|snapshots)/, 'messages as they are sent, and rows of the database'],
  ['dd, .mono', /^resources/, 'values and names of columns'],
];

/** Sentences in English on the Chinese page: texts without any other letter, of more than four words. */
async function untranslated(page) {
  const view = (await page.evaluate(() => location.hash)).slice(2);
  const allowed = [...ENGLISH.filter(([, views]) => views.test(view)).map(([within]) => within), 'pre, code, textarea, noscript'].join();
  return page.evaluate((allowed) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      const words = data.trim().split(/\s+/).filter((word) => /^[(“"]?[A-Za-z'’-]+[)”".,:;!?]?$/.test(word));
      if (words.length > 4 && !/\p{Script=Han}/u.test(data) && !parentElement.closest(allowed)) found.push(`in English: ${data.trim()}`);
    }
    return found;
  }, allowed);
}

/**
 * What is cut on a phone: no scroll bar tells a finger that there is more, so nothing is wider than its box, and nothing is hidden below it.
 * The title of a cell is no higher than this.
 */
const cut = (page) => page.evaluate(() => [...document.querySelectorAll('main *')].filter((element) => {
  if (element.closest('.hidden, thead, caption, svg, select') || element.matches('input, textarea') || !element.checkVisibility()) return false;
  const { display, overflowY } = getComputedStyle(element);
  const hides = element.matches('td') || ['hidden', 'clip'].includes(overflowY);
  return display !== 'inline' && (element.scrollWidth > element.clientWidth + 1 || (hides && element.scrollHeight > element.clientHeight + 1));
}).map((element) => `${element.tagName}.${element.className} is cut: ${element.scrollWidth}x${element.scrollHeight} in ${element.clientWidth}x${element.clientHeight}, ${element.textContent.slice(0, 60)}`));

/** The tables that scroll where there is room enough. */
const wide = (page) => page.evaluate(() => [...document.querySelectorAll('.table')]
  .filter((table) => table.scrollWidth > table.clientWidth + 1)
  .map((table) => `${table.ariaLabel} scrolls: ${table.scrollWidth} in ${table.clientWidth}`));

/** The texts of the page, and those of its names and hints. */
const texts = (page) => page.evaluate(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const all = [];
  while (walker.nextNode()) all.push(walker.currentNode.data);
  for (const element of document.querySelectorAll('[aria-label],[title],[placeholder]')) {
    all.push(element.ariaLabel, element.title, element.placeholder);
  }
  return all.filter(Boolean).map((text) => text.trim());
});

/** The elements that reach beyond the right edge. */
const widest = (page) => page.evaluate(() => [...document.querySelectorAll('body *')]
  .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 5).map((element) => `${element.tagName}.${element.className}`).join(' '));

/** The elements that a finger would miss. */
const small = (page) => page.evaluate(() => [...document.querySelectorAll('button, nav a, select, input:not([type=checkbox], [type=radio])')]
  .map((element) => [element, element.getBoundingClientRect()])
  .filter(([, box]) => box.width > 2 && (box.height < 43.5 || box.width < 43.5))
  .map(([element, box]) => `a finger misses ${element.tagName} ${element.ariaLabel ?? element.textContent ?? element.name}: ${box.width.toFixed()}x${box.height.toFixed()}`));

/** The contrast of a view in the dark, which the page takes over from the system while it is shown. */
async function dark(page) {
  await page.emulateMedia({ colorScheme: 'dark' });
  const wrong = await findings(page, ['color-contrast', 'link-in-text-block']);
  await page.emulateMedia({ colorScheme: 'light' });
  return wrong.map((text) => `dark: ${text}`);
}

/** Looks at all views in a page of its own. */
async function walk(t, size, language) {
  const { page, context, problems } = await open(browser, server, { size, language });
  await visit(page, server, 'start');
  assert.match(await page.locator('html').getAttribute('lang'), language === 'zh' ? /^zh/ : /^en/);
  const views = [
    ...pages.map(({ name, shows }) => ({ view: name, shows, show: () => openByKeyboard(page, name) })),
    ...details(ids).map(({ view, shows }) => ({ view, shows, show: () => go(page, view) })),
  ].filter(({ view }) => view.includes(process.env.ONLY ?? ''));
  for (const { view, shows, show } of views) {
    await t.test(view, async () => {
      problems.length = 0;
      await show();
      const wrong = await look(page, shows);
      wrong.push(...await findings(page));
      if (size === 'desktop' && language === 'en') wrong.push(...await dark(page));
      assert.deepEqual([...wrong, ...problems], []);
    });
  }
  await context.close();
}

// Two at a time: each page has a process of its own.
test('views', { concurrency: 2 }, (t) => Promise.all([['desktop', 'en'], ['phone', 'zh'], ['desktop', 'zh'], ['phone', 'en']]
  .map(([size, language]) => t.test(`${size}, ${language}`, (t) => walk(t, size, language)))));

test('keys', async () => {
  const { page, context, problems } = await open(browser, server);
  await visit(page, server, pages.at(-1).name);
  for (const { name, key } of pages) {
    await page.keyboard.press('g');
    await page.keyboard.press(key);
    await page.waitForFunction((name) => location.hash.split('?')[0] === `#/${name}`, name);
    await drawn(page);
    await page.waitForFunction(() => document.activeElement.matches('h1, main'), null, { timeout: 2000 });
  }
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  // The skip link is the first that Tab reaches, and leads to the page.
  await visit(page, server, 'calls');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.ok(await page.evaluate(() => document.activeElement.closest('main')));
  assert.deepEqual(problems, []);
  await context.close();
});

test('language and theme are switched and kept', async () => {
  const { page, context, problems } = await open(browser, server);
  await visit(page, server, 'calls');
  const english = await page.getByRole('heading', { level: 1 }).innerText();
  await page.getByRole('banner').getByRole('button', { name: /中文|Chinese/ }).click();
  await page.waitForFunction(() => document.documentElement.lang.startsWith('zh'));
  await page.getByRole('heading', { level: 1 }).filter({ hasNotText: english }).waitFor();
  const chinese = await page.getByRole('heading', { level: 1 }).innerText();
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  const theme = page.getByRole('banner').getByRole('button', { name: /主题|Theme/i });
  while ((await page.evaluate(() => document.documentElement.dataset.theme)) !== 'dark') await theme.click();
  assert.notEqual(await background(), light);
  await page.reload();
  await drawn(page);
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), chinese);
  assert.notEqual(await background(), light);
  assert.deepEqual(problems, []);
  await context.close();
});
