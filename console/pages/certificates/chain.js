// A chain of certificates, drawn from the leaf to the root.
import { html, t, Facts, Badge, Copy } from '../../parts.js';
import { Expiry, date } from './expiry.js';

const Print = ({ text }) => text && html`<code class="print">${text.match(/../g).join(':')}</code>`;
const common = (name) => name.match(/(?:^|, )CN=([^,]*)/)?.[1] ?? name;

function Link({ certificate, role }) {
  return html`<li class="card section">
    <div class="section-head"><h3>${common(certificate.subject)}</h3><div class="actions"><${Badge} tone="info">${t(`certificates.role.${role}`)}<//><${Expiry} from=${certificate.notBefore} to=${certificate.notAfter} /></div></div>
    <${Facts} items=${[
      [t('certificates.subject'), certificate.subject],
      [t('certificates.issuer'), certificate.issuer === certificate.subject ? t('certificates.itself') : certificate.issuer],
      [t('certificates.validity'), html`<span class="mono">${date(certificate.notBefore)} – ${date(certificate.notAfter)}</span>`],
      [t('certificates.domains'), certificate.names.join(', ')],
      [t('certificates.key'), certificate.key],
      ['SHA-256', html`<${Print} text=${certificate.sha256} />`],
      ['SHA-1', html`<${Print} text=${certificate.sha1} />`],
    ].filter(([name]) => (name !== 'SHA-256' && name !== 'SHA-1') || certificate.sha256)} />
    <div class="actions"><span class="muted">PEM</span><${Copy} text=${certificate.pem} label=${t('certificates.pemOf', { name: common(certificate.subject) })} /></div>
  </li>`;
}

/** @param {{chain: import('./x509.js').Certificate[], label: string}} props the leaf first */
export function Chain({ chain, label }) {
  const last = chain.at(-1);
  const open = last && last.issuer !== last.subject;
  const role = (one, at) => (one.issuer === one.subject ? (at || one.authority ? 'root' : 'self') : at === 0 ? 'leaf' : 'intermediate');
  return html`<ol class="chain" aria-label=${label}>
    ${chain.map((one, at) => html`<${Link} certificate=${one} role=${role(one, at)} key=${one.pem} />`)}
    ${open && html`<li class="empty" key="open"><p>${t('certificates.missing', { issuer: common(last.issuer) })}</p></li>`}
  </ol>`;
}
