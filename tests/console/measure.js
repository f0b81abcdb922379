// What the first page of the console costs, and what a viewer costs the server while it answers 1,000 calls a second.
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import { launch, open, visit } from './browser.js';
import { serve } from './server.js';

const ROUNDS = 7;
const SECONDS = 10;
const RATE = 1000;

const middle = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const server = await serve();
const browser = await launch();

// --- the first page, with nothing in the browser's cache -----------------------------------------

/** What a page costs: the medians of `ROUNDS` visits, each of a new browser profile. */
async function visits(url, settled) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { page, context } = await open(browser, server);
    const network = await context.newCDPSession(page);
    let bytes = 0;
    let files = 0;
    network.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength; files += 1; });
    await network.send('Network.enable');
    await page.goto(url);
    await settled(page).waitFor();
    await page.waitForTimeout(300); // answers that come after the heading
    const paints = await page.evaluate(() => Object.fromEntries(performance.getEntriesByType('paint').map(({ name, startTime }) => [name, startTime])));
    rounds.push({ bytes, files, ...paints });
    await context.close();
  }
  const of = (name) => Math.round(middle(rounds.map((round) => round[name])));
  return `${of('bytes')} bytes in ${of('files')} answers; first paint ${of('first-paint')} ms, first contentful paint ${of('first-contentful-paint')} ms (medians of ${ROUNDS})`;
}

console.log(`first page: ${await visits(server.view('start'), (page) => page.getByRole('main').getByRole('heading', { level: 1 }))}`);
// What the browser takes on this machine for a page that has nothing.
const plain = createServer((_, answer) => answer.end('<!doctype html><title>plain</title><h1>plain</h1>'));
await new Promise((listening) => { plain.listen(0, '127.0.0.1', listening); });
console.log(`a page of one heading: ${await visits(`http://127.0.0.1:${plain.address().port}/`, (page) => page.getByRole('heading'))}`);
plain.close();

// --- calls, with and without a viewer ------------------------------------------------------------

const agent = new Agent({ keepAlive: true, maxSockets: 16 });
const { hostname, port, host } = new URL(server.url);
const hash = (text) => createHash('sha256').update(text).digest('hex');

/** One signed call, as an SDK sends it. */
function call() {
  const headers = {
    host, 'x-acs-action': 'DescribeContactList', 'x-acs-content-sha256': hash(''), 'x-acs-date': new Date().toISOString().replace(/\.\d+/, ''),
    'x-acs-signature-nonce': randomUUID(), 'x-acs-version': '2019-01-01',
  };
  const names = Object.keys(headers).join(';');
  const canonical = ['POST', '/', '', ...Object.entries(headers).map(([name, value]) => `${name}:${value}`), '', names, hash('')].join('\n');
  const signature = createHmac('sha256', 'testsecret').update(`ACS3-HMAC-SHA256\n${hash(canonical)}`).digest('hex');
  headers.authorization = `ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=${names},Signature=${signature}`;
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request({ agent, hostname, port, method: 'POST', path: '/', headers }, (answer) => {
      answer.resume();
      answer.on('end', () => (answer.statusCode === 200 ? resolve(performance.now() - begun) : reject(new Error(`status ${answer.statusCode}`))));
    });
    // The server has closed a connection that was idle while this took it.
    sent.on('error', (error) => (sent.reusedSocket && error.code === 'ECONNRESET' ? resolve(call()) : reject(error)));
    sent.end();
  });
}

/** Processor time of the server so far, in milliseconds. */
function processor() {
  const fields = readFileSync(`/proc/${server.child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** `RATE` calls a second for `SECONDS`. */
async function paced() {
  const begun = performance.now();
  const before = processor();
  const calls = [];
  for (let sent = 0; sent < RATE * SECONDS;) {
    const due = Math.min(RATE * SECONDS, Math.floor(((performance.now() - begun) / 1000) * RATE));
    for (; sent < due; sent++) calls.push(call());
    await new Promise((resolve) => { setTimeout(resolve, 2); });
  }
  const times = (await Promise.all(calls)).sort((a, b) => a - b);
  return {
    rate: calls.length / ((performance.now() - begun) / 1000), processor: ((processor() - before) * 1000) / calls.length,
    half: times[times.length / 2], late: times[Math.floor(times.length * 0.99)],
  };
}

/** As many calls as 8 clients get answered, one after the other, in `SECONDS`. */
async function greedy() {
  const end = performance.now() + SECONDS * 1000;
  let count = 0;
  await Promise.all(Array.from({ length: 8 }, async () => {
    while (performance.now() < end) { await call(); count += 1; }
  }));
  return count / SECONDS;
}

/** A reader of the event stream without a page. */
function reader() {
  const stop = new AbortController();
  fetch(`${server.url}/_localyun/events?kinds=calls`, { signal: stop.signal })
    .then(async ({ body }) => { for await (const _ of body); }).catch(() => {});
  return () => stop.abort();
}

const tell = (name, { rate, processor, half, late }) => console.log(
  `${name.padEnd(22)} ${rate.toFixed(0)} calls/s, ${processor.toFixed(0)} µs of processor a call, answered in ${half.toFixed(2)} ms (median), ${late.toFixed(2)} ms (99 %)`);

await paced(); // warm
const alone = await paced();
tell('paced, no viewer', alone);
const { page, context } = await open(browser, server);
await visit(page, server, 'calls');
const watched = await paced();
tell('paced, a viewer', watched);
await context.close();
console.log(`a viewer costs the server ${((watched.processor / alone.processor - 1) * 100).toFixed(1)} % more processor time a call`);

const free = [];
const read = [];
for (let round = 0; round < 3; round++) { // in turns: the machine is not alone
  free.push(await greedy());
  const stop = reader();
  read.push(await greedy());
  stop();
}
console.log(`as fast as it goes: ${middle(free).toFixed(0)} calls/s, with a reader of the event stream ${middle(read).toFixed(0)} calls/s (${((middle(read) / middle(free) - 1) * 100).toFixed(1)} %)`);

agent.destroy();
await browser.close();
await server.stop();
