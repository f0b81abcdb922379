// The certificates of an account, searched and paged by the product.
import { html, useState, useLoad, useWorld, setQuery, useClock, t, Table, Select, Failed, Loading, Pager } from '../../parts.js';
import { ask } from '../../products.js';
import { SearchField } from '../../search.js';
import { useChanges } from '../../settled.js';
import { certificateHref } from '../certificates.js';
import { Expiry, expiry, date } from './expiry.js';

const STEP = 50;
const STATES = ['', 'issued', 'willExpire', 'expired', 'revoked'];

/** @param {{query: Record<string, string>, place: any}} props */
export function List({ query, place }) {
  const world = useWorld();
  const { now } = useClock(60_000);
  const { search = '', state = '' } = query;
  const [size, setSize] = useState(STEP);
  const { data, error, reload } = useLoad(() => ask('cas', 'ListCertificates', { Keyword: search, CertificateStatus: state, ShowSize: size, CurrentPage: 1 }, place.options), [search, state, size, world]);
  useChanges(reload);
  const rows = data?.CertificateList ?? [];
  const about = (row) => ({ from: row.NotBefore, to: row.NotAfter, revoked: row.CertificateStatus === 'revoked' });
  const tone = (row) => { const is = expiry(about(row), now).tone; return is === 'good' ? '' : is; };
  return html`
    <div class="filters">
      <${SearchField} label=${t('certificates.search')} value=${search} />
      <${Select} label=${t('certificates.state')} value=${state} onChange=${(value) => setQuery({ state: value })} options=${STATES.map((one) => [one, t(`certificates.state.${one || 'any'}`)])} />
    </div>
    ${error && html`<${Failed} error=${error} retry=${reload} />`}
    ${!data && !error && html`<${Loading} />`}
    ${data && html`
      <${Table} caption=${t('nav.certificates')} rows=${rows} rowKey=${(row) => row.CertificateId} href=${(row) => certificateHref(row.CertificateId, place)} tone=${tone}
        empty=${search || state ? t('certificates.noMatch') : html`<p>${t('certificates.none')}</p><p><code>localyun call cas UploadUserCertificate Name=www Cert=@cert.pem Key=@key.pem</code></p><p>${t('certificates.noneOrder')}</p>
          <p><code>localyun call cas CreateCertificateForPackageRequest ProductCode=digicert-free-1-free Domain=www.example.com ValidateType=DNS</code></p>`}
        columns=${[
          { key: 'CertificateName', title: t('certificates.name') },
          { key: 'expiry', title: t('certificates.expiry'), render: (row) => html`<${Expiry} ...${about(row)} />` },
          { key: 'NotAfter', title: t('certificates.until'), render: (row) => html`<span class="mono">${date(row.NotAfter)}</span>` },
          { key: 'Domain', title: t('certificates.domains'), kind: 'wide', render: (row) => row.SubjectAlternativeNames.slice(0, 4).join(', ') + (row.SubjectAlternativeNames.length > 4 ? ' …' : '') },
          { key: 'Issuer', title: t('certificates.issuer') },
          { key: 'Algorithm', title: t('certificates.key'), render: (row) => `${row.Algorithm} ${row.KeySize ?? ''}` },
          { key: 'UsingProductList', title: t('certificates.deployedTo'), render: (row) => row.UsingProductList?.join(', ') || '–' },
          { key: 'CertificateId', title: t('certificates.id'), kind: 'id' },
        ]} />
      <${Pager} shown=${rows.length || undefined} total=${data.TotalCount} next=${rows.length < data.TotalCount} onMore=${() => setSize(size + STEP)} />`}`;
}
