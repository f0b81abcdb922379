// Values from clients are never markup: script is put into the texts that are stored, and every view is looked at.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { drawn, go, launch, open, visit } from './browser.js';
import { pages } from './pages.js';
import { seed } from './sample.js';
import { root, serve } from './server.js';

/** What calls `ran` if it became markup. The place is in it, so that it is found on the pages. */
const image = (place) => `"'><img src=x onerror=ran()>[${place}]`;
const script = (place) => `</td></script><script>ran()</script><svg onload=ran()>${image(place)}`;
/** What calls `ran` if it became a link that is followed. */
const link = (place) => `javascript:ran()//[${place}]`;

const pem = (name) => readFileSync(`${root}fixtures/cas/pem/${name}`, 'utf8');
const statement = (effect, more) => JSON.stringify({ Version: '1', Statement: [{ Effect: effect, ...more }] });
const member = 'account=3000000000000003';

/**
 * Where a client's text is stored. Each place takes the text, and shows it on some view.
 * @type {[string, (place: string) => string, (server: import('./server.js').Server, text: string) => any][]}
 */
const places = [
  ['remark of a contact', script, (s, text) => s.call('cms', 'PutContact', { ContactName: 'Alice', Describe: text, 'Channels.Mail': 'alice@example.com' })],
  ['name of a contact', image, (s, text) => s.call('cms', 'PutContact', { ContactName: text, Describe: 'x', 'Channels.Mail': 'bob@example.com' })],
  ['robot of a contact', link, (s, text) => s.call('cms', 'PutContact', { ContactName: 'robot', Describe: 'x', 'Channels.DingWebHook': text })],
  ['name of a group', image, (s, text) => s.call('cms', 'PutContactGroup', { ContactGroupName: text, Describe: 'x', 'ContactNames.1': 'Alice' })],
  ['user agent', image, (s, text) => s.call('cms', 'DescribeContactList', {}, { agent: text })],
  ['parameter of a refused call', script, (s, text) => s.call('cms', 'DeleteContact', { ContactName: text }, { status: 404 })],
  ['text whose signature is wrong', script, (s, text) => s.call('cms', 'PutContact', { ContactName: 'x', Describe: text }, { status: 400, mistake: (it) => `${it} ` })],
  ['name of a user', script, (s, text) => s.call('ram', 'CreateUser', { UserName: 'mallory', DisplayName: text, Comments: 'x' })],
  ['remark of a user', script, (s, text) => s.call('ram', 'CreateUser', { UserName: 'mallet', DisplayName: 'x', Comments: text })],
  ['description of a role', script, (s, text) => s.call('ram', 'CreateRole', {
    RoleName: 'marked', Description: text, AssumeRolePolicyDocument: statement('Allow', { Action: 'sts:AssumeRole', Principal: { RAM: ['acs:ram::1000000000000001:root'] } }),
  })],
  ['policy', script, (s, text) => s.call('ram', 'CreatePolicy', {
    PolicyName: 'marked', Description: 'x', PolicyDocument: statement('Allow', { Action: 'cms:*', Resource: `acs:cms:*:*:${text}` }),
  })],
  ['name of a resource group', image, (s, text) => s.call('resourcemanager', 'CreateResourceGroup', { Name: 'marked', DisplayName: text })],
  ['name of a certificate', image, (s, text) => s.call('cas', 'UploadUserCertificate', { Name: text, Cert: pem('deploy-org.pem'), Key: pem('deploy-org.key') })],
  ['domain of a resource', image, (s, text) => s.post('cas/resources', { product: 'CDN', domain: text })],
  ['failure of a resource', image, (s, text) => s.post('cas/resources', { product: 'CDN', domain: 'fails.example.com', fail: text })],
  ['name of a contact of ARMS', image, (s, text) => s.call('arms', 'CreateOrUpdateContact', { ContactName: text, Email: 'x@example.com' })],
  ['name of a namespace', image, (s, text) => s.call('sae', 'CreateNamespace', { NamespaceId: 'cn-hangzhou:marked', NamespaceName: text })],
  ['recipient of a member', image, (s, text) => s.post(`resourcedirectory/message-center?${member}`, { name: text, email: 'x@example.com', categories: ['FaultMessage'] })],
  ['title of a message', script, (s, text) => s.post(`resourcedirectory/notify?${member}`, { category: 'FaultMessage', title: text, content: 'x' })],
  ['text of a message', script, (s, text) => s.post(`resourcedirectory/notify?${member}`, { category: 'FaultMessage', title: 'x', content: text })],
  ['link of a message', link, (s, text) => s.post(`resourcedirectory/notify?${member}`, { category: 'FaultMessage', title: 'x', content: `Open ${text} or [this](${text}) or http://example.com/"onclick="ran()` })],
  ['message of a fault', script, (s, text) => s.post('faults', { action: 'DescribeContactGroupList', error: 'Throttling.User', message: text })],
  ['parameter of a fault', image, (s, text) => s.post('faults', { action: 'PutContactGroup', params: { Describe: text }, reset: true })],
  ['answer of a fault', script, (s, text) => s.call('cms', 'DescribeContactGroupList', { Unused: text }, { status: 400 })],
];

let server, browser, view;
before(async () => {
  server = await serve(...seed);
  for (const [at, [, make, put]] of places.entries()) await put(server, make(`m${at}`));
  browser = await launch();
  view = await open(browser, server);
  await view.page.addInitScript(() => {
    globalThis.runs = 0;
    globalThis.ran = () => { globalThis.runs += 1; };
    // How many answers are waited for. The event stream has its head at once.
    globalThis.waiting = 0;
    const { fetch } = globalThis;
    globalThis.fetch = async (...request) => {
      globalThis.waiting += 1;
      try { return await fetch(...request); } finally { globalThis.waiting -= 1; }
    };
  });
  await visit(view.page, server, 'start');
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** What became markup on the page as it is: nothing may. */
const markup = (page) => page.evaluate(() => [
  ...(globalThis.runs ? ['a script ran'] : []),
  ...[...document.querySelectorAll('[src=x], svg[onload], [onclick], [onerror], body script, [href^="javascript:" i], [src^="javascript:" i], [action]')]
    .map((element) => element.outerHTML),
]);

/** Waits until the page asks for nothing more, and has drawn what it was told. */
const settled = (page) => page.evaluate(async () => {
  const frame = () => new Promise(requestAnimationFrame);
  for (let quiet = 0; quiet < 3; quiet++) {
    await frame();
    if (globalThis.waiting || document.querySelector('main .loading, dialog .loading')) quiet = 0;
  }
});

const shown = new Set();

/** Looks at the page, its tabs, and what its buttons open; answers the views that it leads to. */
async function look(page, name) {
  await drawn(page);
  /** Where the links lead that were shown. */
  const links = new Set();
  const see = async () => {
    assert.deepEqual(await markup(page), [], name);
    const targets = await page.evaluate(() => [...document.querySelectorAll('main a[href^="#/"]')].map((element) => element.getAttribute('href').slice(2)));
    for (const target of targets) links.add(target);
    const text = await page.evaluate(() => document.body.innerText + [...document.querySelectorAll('input, textarea')].map(({ value }) => value));
    for (const [, place] of text.matchAll(/\[(m\d+)\]/g)) shown.add(place);
  };
  await see();
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    await drawn(page);
    await see();
  }
  const opening = page.getByRole('main').locator('table button, summary');
  for (let at = 0, count = Math.min(await opening.count(), 60); at < count; at++) {
    const button = opening.nth(at);
    if (!(await button.isVisible())) continue;
    await button.hover(); // titles
    if (/delete|drop|restore|remove|fork/i.test(await button.innerText())) continue;
    await button.click();
    await settled(page); // a dialog that loads first
    await see();
    if (await page.getByRole('dialog').isVisible()) await page.keyboard.press('Escape');
  }
  return links;
}

test('no text of a client becomes markup on any view', async () => {
  const { page, problems } = view;
  const waiting = pages.map(({ name }) => name);
  const seen = new Set();
  /** How many views of one kind: `resources/cms/contact/*` are alike, so some will do. */
  const kinds = new Map();
  while (waiting.length) {
    const name = waiting.shift();
    if (seen.has(name)) continue;
    seen.add(name);
    const path = name.split('?')[0].split('/');
    const kind = path.slice(0, path[0] === 'resources' ? 3 : 1).join('/') + path.length;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (kinds.get(kind) > (path[0] === 'try' ? 3 : 15)) continue;
    try {
      await go(page, name);
      waiting.push(...await look(page, name));
    } catch (error) {
      throw new Error(name, { cause: error });
    }
  }
  assert.deepEqual(problems.filter((text) => !text.includes('Failed to load resource')), []);
  const unseen = places.map(([place], at) => [`m${at}`, place]).filter(([mark]) => !shown.has(mark));
  assert.deepEqual(unseen, [], 'shown on no view, so not looked at');
});

test('nor does a text of the address', async () => {
  const { page, problems } = view;
  for (const name of [...pages.map((page) => page.name), 'calls/x', 'resources/cms/contact', 'resources/x/y', 'try/cms/PutContact', script('a')]) {
    for (const text of [script('address'), link('address')]) {
      const value = encodeURIComponent(text);
      for (const address of [`${name}/${value}`, `${name}?search=${value}&action=${value}&product=${value}&status=${value}&to=${value}`, `${name}?world=${value}`]) {
        problems.length = 0; // that there is no such thing is refused, which the browser reports
        // Once by loading it, which runs the script before the page too; then as a link leads there.
        if (text === script('address') && address.includes('?search')) await visit(page, server, address);
        else await go(page, address);
        assert.deepEqual(await markup(page), [], address);
        assert.deepEqual(problems.filter((text) => !text.includes('Failed to load resource')), [], address);
      }
    }
  }
});

test('nor what is typed', async () => {
  const { page, problems } = view;
  problems.length = 0;
  for (const { name } of pages) {
    await go(page, name);
    for (const field of await page.getByRole('main').locator('input:not([type=checkbox], [type=radio], [type=number], [type=file]), textarea').all()) {
      if (!(await field.isVisible()) || !(await field.isEditable())) continue;
      await field.fill(script('typed'));
      await field.press('Tab');
    }
    await page.waitForFunction(() => !document.querySelector('main .loading'));
    assert.deepEqual(await markup(page), [], name);
  }
  assert.deepEqual(problems.filter((text) => !text.includes('Failed to load resource')), []);
});
