// The calls of clients, without those that pages make by themselves to show a state (`origin` is `console`): no page shows or counts these,
// but the list of the calls where it is asked for them.
import { api } from './api.js';
import { useLive } from './live.js';

/** Whether a client made a call, and not a page to show a state. @param {{origin: string}} call */
export const byClient = (call) => call.origin !== 'console';

/** The calls of clients that the journal keeps. @param {Record<string, any>} [query] @param {{signal?: AbortSignal}} [options] @returns {Promise<any>} */
export const clientCalls = (query, options) => api.get('calls', { ...query, origin: 'client' }, options);

/** Calls `fn` with what the event stream tells of calls, if clients made some. @param {(data: {calls: any[], skipped: number, last: number, by_clients: number}) => void} fn */
export function useClientCalls(fn) {
  useLive('calls', (data) => {
    const calls = data.calls.filter(byClient);
    if (calls.length || data.skipped) fn({ ...data, calls });
  });
}
