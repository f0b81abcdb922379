// What happens in the world, as it happens: one event stream for the page, shared by all who listen, and the world's clock.
//
// The stream is read with `fetch`, since `EventSource` cannot send the control token.
import { useState, useEffect, useRef } from './vendor/htm-preact.js';
import { address, authorization, api, problem } from './api.js';
import { world } from './route.js';

/** @type {Map<string, Set<(data: any) => void>>} */
const listeners = new Map();
/** @type {'connecting'|'open'|'closed'|'absent'} `absent`: this server has no event stream */
let state = 'connecting';
let reason = '';
let stop = null;
let timer = 0;
let last = null;
let openFor = '';

const tell = (kind, data) => { for (const listener of listeners.get(kind) ?? []) listener(data); };
const become = (next, why = '') => { state = next; reason = why; tell('state', { state, reason }); };

const wanted = () => ['calls', 'messages', 'clock', 'due', 'worlds', 'faults'].filter((kind) => listeners.get(kind)?.size);

/** Connects anew soon, if what is listened for or the world has changed. */
function plan(after = 30) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const target = `${world()} ${wanted()}`;
    if (target !== openFor || state === 'closed') connect(target);
  }, after);
}

async function connect(target) {
  stop?.abort();
  // Only a stream of the same world that told of calls goes on where it ended.
  const [place, kinds = ''] = openFor.split(' ');
  if (place !== target.split(' ')[0] || !kinds.includes('calls')) last = null;
  openFor = target;
  state = 'connecting';
  const own = new AbortController();
  stop = own;
  const current = () => stop === own;
  try {
    const answer = await fetch(address('GET', 'events', { kinds: wanted().join(','), since: wanted().includes('calls') ? last : null }), {
      headers: { ...authorization(), Accept: 'text/event-stream' }, signal: own.signal, cache: 'no-store',
    });
    if (!answer.ok || !answer.body) {
      const why = await problem(answer);
      if (!current()) return;
      become(why.unknownCall ? 'absent' : 'closed', why.message);
      if (why.unknownCall) readClock();
      else if (answer.status === 401) dispatchEvent(new Event('localyun-token'));
      else plan(5000);
      return;
    }
    become('open');
    await read(answer.body, current);
    if (current()) { become('closed'); plan(1500); }
  } catch (error) {
    if (current() && error.name !== 'AbortError') { become('closed', String(error.message)); plan(2000); }
  }
}

/** Reads events until the stream ends. @param {ReadableStream} body @param {() => boolean} current */
async function read(body, current) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done || !current()) return;
    rest += value;
    const blocks = rest.split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? '';
    for (const block of blocks) event(block);
  }
}

function event(block) {
  let kind = 'message';
  const data = [];
  for (const line of block.split(/\r?\n/)) {
    if (line.startsWith('event:')) kind = line.slice(6).trim();
    else if (line.startsWith('data:')) data.push(line.slice(5).trimStart());
  }
  if (!data.length) return;
  const value = JSON.parse(data.join('\n'));
  if (kind === 'hello') { setClock(value); last ??= value.last_call; }
  if (kind === 'calls') last = value.last ?? last;
  if (kind === 'clock') setClock(value);
  tell(kind, value);
}

function listen(kind, listener) {
  if (!listeners.has(kind)) listeners.set(kind, new Set());
  listeners.get(kind).add(listener);
  if (kind !== 'state' && kind !== 'tick') plan();
  return () => {
    listeners.get(kind).delete(listener);
    if (kind !== 'state' && kind !== 'tick') plan(1000);
  };
}

/**
 * Calls `fn` with the data of each event of a kind while the component is shown: `calls`, `messages`, `clock`, `due`, `worlds`,
 * `faults`, `hello` (each time the stream begins: load again what may have been missed) and `end`.
 * Always the latest `fn` is called, so it may use the present state.
 * @param {string} kind @param {(data: any) => void} fn
 */
export function useLive(kind, fn) {
  const latest = useRef(fn);
  latest.current = fn;
  useEffect(() => listen(kind, (data) => latest.current(data)), [kind]);
}

/** The state of the event stream: `{state: 'connecting'|'open'|'closed'|'absent', reason}`. */
export function useStream() {
  const [value, set] = useState({ state, reason });
  useEffect(() => {
    set({ state, reason });
    return listen('state', set);
  }, []);
  return value;
}

/** Begins anew, for another world or with a token. */
export function restartLive() {
  openFor = '\n';
  plan(0);
}

// The clock of the world. It is told once and when it changes; between that it is computed.
let clock = { at: Date.now(), real: Date.now(), rate: 1, frozen: false, known: false };

function setClock({ now, frozen, rate }) {
  clock = { at: Date.parse(now), real: Date.now(), rate: rate ?? 1, frozen: !!frozen, known: true };
  tell('tick', null);
}

/** Reads the clock of the world, where no event stream tells it. */
export const readClock = () => api.get('clock').then(setClock, () => {});

/** The present time of the world in milliseconds since 1970. */
export const worldNow = () => clock.at + (clock.frozen ? 0 : (Date.now() - clock.real) * clock.rate);

/**
 * The clock of the world, drawn anew every `every` milliseconds and when it is changed.
 * @param {number} [every] 1000 unless given
 * @returns {{now: number, frozen: boolean, rate: number, known: boolean}}
 */
export function useClock(every = 1000) {
  const [, set] = useState(0);
  useEffect(() => {
    const drawn = () => set((count) => count + 1);
    const interval = setInterval(() => { if (!document.hidden && !clock.frozen) drawn(); }, every);
    const leave = listen('tick', drawn);
    return () => { clearInterval(interval); leave(); };
  }, [every]);
  return { now: worldNow(), frozen: clock.frozen, rate: clock.rate, known: clock.known };
}
