// What becomes of messages: delivered, tried again and given up, as the inbox shows it; and the chat bots that stand in for those of the platforms.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { createServer } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { launch, open, visit } from './browser.js';
import { serve } from './server.js';

let server, browser, receiver, view, page, main;
/** The status that the receiver of text messages answers, and what it got. */
let status = 503;
const got = [];

before(async () => {
  receiver = createServer(async (request, answer) => {
    let body = '';
    for await (const piece of request) body += piece;
    got.push(JSON.parse(body));
    answer.writeHead(status).end();
  });
  await new Promise((resolve) => { receiver.listen(0, '127.0.0.1', resolve); });
  server = await serve('--deliver-phone', `http://127.0.0.1:${receiver.address().port}/phone`);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  receiver.closeAllConnections();
  receiver.close();
});
beforeEach(async () => {
  view = await open(browser, server);
  page = view.page;
  main = page.getByRole('main');
});
afterEach(async () => {
  await view.context.close();
  assert.deepEqual(view.problems, []);
});

const item = (text) => main.getByRole('list', { name: 'Inbox' }).getByRole('listitem').filter({ hasText: text });
const fact = (name) => main.getByRole('article').locator('dl > div').filter({ has: page.getByText(name, { exact: true }) }).locator('dd');

test('a delivery that fails is shown with its reason, tried again, and shown as delivered', async () => {
  await visit(page, server, 'inbox');
  await server.call('cms', 'PutContact', { ContactName: 'Erin', Describe: 'x', 'Channels.Mail': 'erin@example.com', 'Channels.SMS': '13800000001' });
  await item('13800000001').getByText('Waiting').waitFor();
  await item('13800000001').getByRole('link').click();
  await fact('State').getByText('Waiting').waitFor();
  await fact('Attempts').getByText('1', { exact: true }).waitFor();
  await fact('Next attempt').locator('time').waitFor();
  await main.getByText('Last error').waitFor();
  await main.getByText(/503/).first().waitFor();
  // By hand, which begins to count anew; what the page shows follows by itself.
  status = 204;
  await main.getByRole('button', { name: 'Deliver again' }).click();
  await fact('State').getByText('Delivered').waitFor();
  await fact('Delivered at').locator('time').waitFor();
  await item('13800000001').getByText('Delivered').waitFor();
  assert.equal(await main.getByRole('button', { name: 'Deliver again' }).count(), 0);
  assert.deepEqual(got.map(({ to }) => to), ['13800000001', '13800000001']);
  // Mails are only kept: nothing is said of their delivery in the list, and why in the message.
  await server.call('cms', 'PutContact', { ContactName: 'Fay', Describe: 'x', 'Channels.Mail': 'fay@example.com' });
  await item('fay@example.com').getByRole('link').click();
  await main.getByText(/is kept here and was sent nowhere/).waitFor();
  await main.getByLabel('Delivery').selectOption('Delivered');
  await item('fay@example.com').waitFor({ state: 'detached' });
  assert.equal(await item('13800000001').count(), 1);
});

test('one that is refused in every attempt is given up, by the clock of the world', async () => {
  status = 500;
  await visit(page, server, 'inbox');
  await server.call('cms', 'PutContact', { ContactName: 'Gus', Describe: 'x', 'Channels.Mail': 'gus@example.com', 'Channels.SMS': '13800000002' });
  await item('13800000002').getByText('Waiting').waitFor();
  const { messages: [{ id }] } = await server.get('outbox?to=13800000002');
  for (let attempts = 1; attempts < 4; attempts++) {
    while ((await server.get(`outbox/${id}`)).delivery.attempts < attempts) await setTimeout(20);
    await server.post('clock', { advance: '2m' });
  }
  await item('13800000002').getByText('Given up').waitFor();
  await item('13800000002').getByRole('link').click();
  await fact('Attempts').getByText('4', { exact: true }).waitFor();
});

test('a chat bot is set, checks what a program posts, and shows it', async () => {
  await visit(page, server, 'inbox');
  await main.getByRole('tab', { name: 'Chat bots' }).click();
  await main.getByText('There is no chat bot yet.').waitFor();
  await main.getByLabel('Name').fill('ops');
  await main.getByLabel('Keywords').fill('Alert, 告警');
  await main.getByRole('button', { name: 'Set a chat bot' }).click();
  const facts = main.locator('dl > div');
  await facts.filter({ hasText: 'Checks' }).getByText(/one of the keywords: Alert, 告警/).waitFor();
  const url = await facts.filter({ hasText: 'Webhook' }).locator('code').innerText();
  const post = async (content) => (await fetch(url, { method: 'POST', body: JSON.stringify({ msgtype: 'text', text: { content } }) })).json();
  assert.deepEqual(await post('Alert: disk full'), { errcode: 0, errmsg: 'ok' });
  assert.equal((await post('disk full')).errcode, 310000);
  await main.getByRole('button', { name: 'Reload' }).click();
  const came = main.locator('.robot-messages > li');
  await came.filter({ hasText: '310000' }).filter({ hasText: 'keywords not in content' }).filter({ hasText: 'Refused' }).waitFor();
  await came.filter({ hasText: 'Alert: disk full' }).filter({ hasText: 'Accepted' }).waitFor();
  await facts.filter({ hasText: 'Accepted' }).getByText('1', { exact: true }).waitFor();
  // The list has it, and it is removed with what came.
  await main.getByRole('button', { name: 'All chat bots' }).click();
  const row = main.getByRole('row').filter({ hasText: 'ops' });
  await row.getByRole('button', { name: 'ops' }).click();
  await main.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await main.getByText('There is no chat bot yet.').waitFor();
  // What is wrong with the settings is said at the form. The browser reports such a refusal as an error.
  await main.getByLabel('Name').fill('a/b');
  await main.getByRole('button', { name: 'Set a chat bot' }).click();
  await main.getByText('The chat bot was not set').waitFor();
  assert.deepEqual(view.problems.splice(0).map((text) => /400/.test(text)), [true]);
});
