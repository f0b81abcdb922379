// Resources: the kinds of each product, the resources of a kind, and one with what it is related to and what changed it.
import { html, t, Page, href } from '../parts.js';
import { Overview } from './resources/overview.js';
import { Kind } from './resources/kind.js';
import { One } from './resources/one.js';

/** @param {{params: string[], query: Record<string, string>}} props product, kind and id; `search` and `account` narrow a list */
export default function ResourcesPage({ params, query }) {
  const [product, kind, ...rest] = params;
  const id = rest.join('/');
  if (id) return html`<${One} product=${product} kind=${kind} id=${id} account=${query.account} key=${`${product}/${kind}/${id}/${query.account}`} />`;
  if (kind) return html`<${Kind} product=${product} kind=${kind} query=${query} key=${`${product}/${kind}`} />`;
  return html`<${Page} title=${t('nav.resources')} lead=${t('resources.lead')}
    back=${product && { href: href('resources'), text: t('nav.resources') }}><${Overview} product=${product} query=${query} /><//>`;
}
