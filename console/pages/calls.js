// The calls of the world: the live list, or one of them.
import { CallList } from './calls/list.js';
import { OneCall } from './calls/one.js';
import { html } from '../parts.js';

/** @param {{params: string[], query: Record<string, string>}} props `params[0]`: the request id of the call that is shown; filters in `query` */
export default function CallsPage({ params: [id], query }) {
  return id ? html`<${OneCall} id=${id} key=${id} />` : html`<${CallList} query=${query} />`;
}
