// What a user does with the console, from what a client sends to what is seen.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { drawn, launch, open, visit } from './browser.js';
import { fill, plusForSpace, seed } from './sample.js';
import { program, serve } from './server.js';

let server, browser, ids, view, page, main;
before(async () => {
  server = await serve(...seed);
  ids = await fill(server);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});
const begin = async (options) => {
  view = await open(browser, server, options);
  page = view.page;
  main = page.getByRole('main');
};
beforeEach(() => begin());
afterEach(async () => {
  await view.context.close();
  assert.deepEqual(view.problems, []);
});

const row = (text) => main.getByRole('row').filter({ hasText: text });

test('a contact is made by a client, and activated by the link in the inbox', async () => {
  await visit(page, server, 'inbox');
  await server.call('cms', 'PutContact', { ContactName: 'Dana', Describe: 'Reserve', 'Channels.Mail': 'dana@example.com' });
  // It arrives on the page that is shown.
  await main.getByRole('link', { name: /dana@example\.com/ }).click();
  const link = main.getByRole('link', { name: /\/_localyun\/link\/cms\/activate\// });
  await link.waitFor();
  const contact = async () => (await server.call('cms', 'DescribeContactList', { ContactName: 'Dana' })).Contacts.Contact[0];
  assert.equal((await contact()).Channels.Mail ?? '', '');
  const [opened] = await Promise.all([view.context.waitForEvent('page'), link.click()]);
  await opened.getByText(/dana@example\.com|Dana|active|activated/i).first().waitFor();
  assert.equal((await contact()).Channels.Mail, 'dana@example.com');
  await opened.close();
  // The thing itself, with the call that made it.
  await visit(page, server, 'resources/cms/contact');
  await main.getByRole('link', { name: 'Dana' }).click();
  await drawn(page);
  await main.getByText('dana@example.com').first().waitFor();
  await main.getByRole('tab', { name: /^What changed it/ }).click();
  await row('PutContact').getByRole('link').first().click();
  await main.getByRole('heading', { level: 1, name: 'PutContact' }).waitFor();
  assert.equal(await main.getByRole('heading', { level: 1 }).innerText(), 'PutContact');
});

test('a deployment job is carried out by moving the clock', async () => {
  await visit(page, server, 'certificates');
  await main.getByRole('tab', { name: 'Deployment jobs' }).click();
  await row('renewal').filter({ hasText: 'pending' }).waitFor();
  await visit(page, server, 'due');
  await row('2026-01-01 01:00').filter({ hasText: /cas/i }).waitFor();
  await main.getByRole('button', { name: '+1h' }).click();
  await main.getByText('2026-01-01 01:00:00').first().waitFor();
  await main.getByRole('button', { name: '+1m', exact: true }).click();
  await row('2026-01-01 01:00').filter({ hasText: /cas/i }).waitFor({ state: 'detached' });
  await visit(page, server, 'certificates');
  await main.getByRole('tab', { name: 'Deployment jobs' }).click();
  await row('renewal').filter({ hasText: 'success' }).waitFor();
  // What due work has changed is told without a further call of a client.
  await visit(page, server, 'due');
  await row('cas_job.status').filter({ hasText: 'success' }).first().waitFor();
});

test('a fault is added, and hits a call that then shows it', async () => {
  await visit(page, server, 'faults');
  const form = main.locator('form, section').filter({ has: page.getByRole('heading', { name: 'Add a rule' }) });
  await form.getByLabel('Product').first().fill('Cms');
  await form.getByLabel('Action').first().fill('DescribeMonitorGroups');
  await form.getByLabel('Error code').fill('Throttling.User');
  await form.getByRole('button', { name: 'Add', exact: true }).click();
  const rule = row('DescribeMonitorGroups').filter({ hasText: 'Throttling.User' });
  await rule.waitFor();
  const id = await rule.getByRole('cell').first().innerText();
  await server.call('cms', 'DescribeMonitorGroups', {}, { status: 400 });
  // Matched and fired once, without a reload.
  await main.getByRole('row', { name: new RegExp(`^${id} .*DescribeMonitorGroups.* 1 1 `) }).waitFor();
  await visit(page, server, 'calls');
  await row('DescribeMonitorGroups').filter({ hasText: 'Throttling.User' }).filter({ hasText: id }).waitFor();
  await visit(page, server, 'faults');
  await rule.getByRole('button').click();
  if (await page.getByRole('dialog').count()) await page.getByRole('dialog').getByRole('button', { name: /remove/i }).click();
  await rule.waitFor({ state: 'detached' });
  await server.call('cms', 'DescribeMonitorGroups');
});

test('the policies are asked who may do what, and why', async () => {
  await visit(page, server, 'policies');
  const ask = async (principal, action) => {
    await main.getByLabel('Principal').fill(principal);
    await main.getByLabel('RAM action').fill(action);
    await main.getByRole('button', { name: 'Ask', exact: true }).click();
  };
  await ask('user/ci', 'cms:DescribeContactList');
  await main.getByRole('heading', { name: 'Allowed' }).waitFor();
  // The statement that decides, and of which policy.
  await main.getByText(/Statement 1 of the custom policy read-contacts/).first().waitFor();
  await main.getByRole('listitem').filter({ hasText: 'cms:Describe*' }).filter({ hasText: /Allow/ }).waitFor();
  await ask('user/ci', 'cms:DeleteContact');
  await main.getByRole('heading', { name: /Denied|Not allowed/ }).waitFor();
  // The statement that would allow it.
  await main.getByText('"cms:DeleteContact"').first().waitFor();
});

test('a world is forked, changed and compared', async () => {
  await visit(page, server, 'snapshots');
  await main.getByLabel('Name').fill('fork-point');
  await main.getByRole('button', { name: 'Save this world' }).click();
  await row('fork-point').waitFor();
  await visit(page, server, 'worlds');
  await main.getByLabel('Begins with').selectOption({ label: 'a fork of the first world' });
  await main.getByRole('button', { name: 'Make the world' }).click();
  const made = main.getByText(/^World \w+ was made/);
  const world = (await made.innerText()).match(/World (\w+)/)[1];
  await main.getByRole('button', { name: `Show world ${world}` }).click();
  await page.waitForFunction((world) => location.hash.includes(`world=${world}`), world);
  await drawn(page);
  // A call of the form lives in the world that is shown.
  await page.getByRole('navigation').getByRole('link', { name: 'Try an action' }).click();
  await drawn(page);
  await main.getByLabel(/search/i).fill('PutContact');
  await main.getByRole('link', { name: 'PutContact', exact: true }).click();
  await drawn(page);
  await main.getByLabel(/^ContactName/).fill('Forked');
  await main.getByLabel(/^Describe/).fill('In the fork alone');
  await main.getByLabel(/^Channels\.Mail/).fill('forked@example.com');
  await main.getByRole('button', { name: 'Send the call' }).click();
  await main.getByText('Success').first().waitFor();
  await page.getByRole('navigation').getByRole('link', { name: 'Calls' }).click();
  await row('PutContact').filter({ hasText: '200' }).first().waitFor();
  assert.equal(await row('PutContact').count(), 1);
  // What differs from the moment of the fork: one contact, with its columns.
  await page.getByRole('navigation').getByRole('link', { name: 'Snapshots' }).click();
  await drawn(page);
  await main.getByLabel('From', { exact: true }).selectOption('fork-point');
  const table = main.locator('details').filter({ hasText: /Alert contacts\s+1 added/ });
  await table.filter({ hasText: '1 added' }).waitFor();
  await table.locator('summary').click();
  await table.getByText('Forked').first().waitFor();
  // The first world does not have it.
  await visit(page, server, 'resources/cms/contact');
  await row('Alice').waitFor();
  assert.equal(await row('Forked').count(), 0);
});

test('an action is tried from its form, and refused as the cloud refuses it', async () => {
  await view.context.close();
  await begin({ refusals: true });
  await visit(page, server, 'try/cms/PutContactGroup');
  await main.getByLabel(/^ContactGroupName/).fill('tried');
  await main.getByLabel(/^Describe/).fill('By the form');
  await main.getByLabel(/^ContactNames/).first().fill('Nobody');
  await main.getByRole('button', { name: 'Send the call' }).click();
  await main.getByText(/ContactNotExists|NotExist/).first().waitFor();
  await main.getByLabel(/^ContactNames/).first().fill('Alice');
  await main.getByRole('button', { name: 'Send the call' }).click();
  await main.getByText('Success').first().waitFor();
  // The same as code, with the values.
  await main.getByRole('tab', { name: 'Python' }).click();
  await main.getByRole('tabpanel').getByText('tried').first().waitFor();
  await main.getByRole('link', { name: 'The call in the journal' }).click();
  await drawn(page);
  assert.equal(await main.getByRole('heading', { level: 1 }).innerText(), 'PutContactGroup');
  assert.equal((await server.call('cms', 'DescribeContactListByContactGroup', { ContactGroupName: 'tried' })).Contacts.Contact.length, 1);
});

test('the code of an action does the call: what a shell runs is run, and the rest is read by its language', async () => {
  const remark = 'It\'s 5 o\'clock; "quoted" $HOME `id` \\n 夜班';
  await visit(page, server, 'try/cms/PutContact');
  await main.getByLabel(/^ContactName/).fill('Sample');
  await main.getByLabel(/^Describe/).fill(remark);
  await main.getByLabel(/^Channels\.Mail/).fill('sample@example.com');
  const code = async (tab) => {
    await main.getByRole('tab', { name: tab, exact: true }).click();
    const panel = main.getByRole('tabpanel');
    if (tab === 'curl') await panel.getByText(/signed already/).waitFor();
    const text = await panel.locator('pre').innerText();
    assert.match(text, /PutContact/, tab);
    assert.match(text, /sample@example\.com|sample%40example\.com/, tab);
    assert.doesNotMatch(text, /undefined|\[object|null,/, tab);
    return text;
  };
  const sent = async () => (await server.call('cms', 'DescribeContactList', { ContactName: 'Sample' })).Contacts.Contact[0]?.Desc;
  const run = (command, input, ...options) => execFileSync(command, options, { input, encoding: 'utf8', timeout: 20_000, stdio: ['pipe', 'pipe', 'pipe'] });
  // A signed command can be sent once; the page signs a new one when the form changes.
  const curl = await code('curl');
  assert.match(run('sh', curl), /"Success": ?true/);
  assert.equal(await sent(), remark);
  assert.match(run('sh', curl), /SignatureNonceUsed/);
  await main.getByLabel(/^Describe/).fill('Anew');
  await main.getByRole('tabpanel').locator('pre').filter({ hasText: 'Anew' }).waitFor();
  assert.match(run('sh', await code('curl')), /"Success": ?true/);
  assert.equal(await sent(), 'Anew');
  await main.getByLabel(/^Describe/).fill(remark);
  const own = (await code('localyun')).replace(/^localyun /, `'${program}' `);
  assert.match(run('sh', own), /"Success": ?true/);
  assert.equal(await sent(), remark);
  // The SDKs are not installed here: the code is parsed, and has the text as one literal.
  const literal = JSON.stringify(remark);
  for (const [tab, command, ...options] of [
    ['Python', 'python3', '-c', 'import ast, sys; ast.parse(sys.stdin.read())'],
    ['Node.js', process.execPath, '--check', '-'],
    ['aliyun CLI', 'sh', '-n'],
  ]) {
    const text = await code(tab);
    run(command, text, ...options);
    if (tab !== 'aliyun CLI') assert.ok(text.includes(literal), tab);
  }
  for (const tab of ['Go', 'Java']) assert.ok((await code(tab)).includes(literal), tab);
});

test('a refused signature is explained with the byte that differs', async () => {
  await visit(page, server, 'calls');
  const { RequestId } = await server.call('cms', 'PutContact', { ContactName: 'Eve', Describe: 'Night shift' }, { status: 400, mistake: plusForSpace });
  await main.locator(`a[href*="${RequestId}"]`).first().click();
  await main.getByText(RequestId).first().waitFor();
  await main.getByRole('link', { name: 'Explain', exact: false }).first().click();
  await main.getByText('plus-for-space').first().waitFor();
  const mistake = main.getByRole('article').filter({ hasText: 'plus-for-space' });
  assert.deepEqual(await mistake.locator('mark').allInnerTexts(), ['+', '%']);
  // In the whole of both canonical requests.
  for (const text of await mistake.locator('pre').allInnerTexts()) assert.match(text, /x-acs-version:/);
  // A text of the client is compared with the server's.
  const { explanation } = await server.get(`explain/${RequestId}`);
  await main.getByLabel('What your client signed').fill(explanation.canonical_request.replace('Eve', 'eve'));
  await main.getByRole('button', { name: 'Compare' }).click();
  await main.locator('mark').filter({ hasText: /^e$/ }).waitFor();
  await main.locator('mark').filter({ hasText: /^E$/ }).waitFor();
});

test('the tree of the directory shows the contacts that a member inherits', async () => {
  await visit(page, server, 'directory');
  const tree = main.getByRole('tree');
  // By the keys of a tree.
  await tree.getByRole('treeitem', { name: /team/ }).focus();
  await page.keyboard.press('ArrowRight');
  await tree.getByRole('treeitem', { name: /web/ }).first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await tree.getByRole('treeitem', { name: /3000000000000003/ }).click();
  await row('Carol').filter({ hasText: /inherited from\s*team/ }).waitFor();
});

test('a certificate is shown with its chain, and where it is deployed', async () => {
  await visit(page, server, 'certificates');
  await main.getByRole('link', { name: 'www' }).click();
  await drawn(page);
  const chain = main.getByRole('list', { name: 'Chain' });
  await chain.getByRole('heading', { name: 'www.example.com' }).waitFor();
  await chain.getByText('Example Test CA').first().waitFor();
  await row('www.example.com').filter({ hasText: 'CDN' }).filter({ hasText: 'online' }).waitFor();
  await row('renewal').waitFor();
});

test('what the calls have exercised is counted', async () => {
  await visit(page, server, 'coverage');
  await main.getByRole('searchbox', { name: 'Action' }).fill('PutContact');
  const action = main.locator('details details').filter({ hasText: 'PutContact' }).first();
  await action.locator('summary').click();
  await action.getByText('ContactName').first().waitFor();
});

test('what the console itself asks for is among the calls only where it is asked for', async () => {
  await visit(page, server, 'certificates');
  await main.getByRole('link', { name: 'www' }).waitFor();
  await visit(page, server, 'calls');
  await row('PutContact').first().waitFor();
  assert.equal(await row('ListCertificates').count(), 0);
  await main.getByLabel('Also the reads of this console').check();
  await row('ListCertificates').filter({ hasText: 'console' }).first().waitFor();
});

test('calls are shown as they come, and pause', async () => {
  await visit(page, server, 'calls?action=GetCallerIdentity');
  await main.getByRole('table').or(main.locator('.empty')).first().waitFor();
  await server.call('sts', 'GetCallerIdentity');
  await row('GetCallerIdentity').waitFor();
  await main.getByRole('button', { name: 'Pause' }).click();
  await server.call('sts', 'GetCallerIdentity');
  await main.getByText('Paused; 1').waitFor();
  assert.equal(await row('GetCallerIdentity').count(), 1);
  await main.getByRole('button', { name: /Resume|Continue/ }).click();
  await row('GetCallerIdentity').nth(1).waitFor();
  // Many at once: all arrive, and other actions do not.
  await server.call('cms', 'DescribeContactList');
  await Promise.all(Array.from({ length: 40 }, () => server.call('sts', 'GetCallerIdentity')));
  await page.waitForFunction(() => document.querySelectorAll('main tbody tr').length >= 42);
  assert.equal(await row('DescribeContactList').count(), 0);
});
