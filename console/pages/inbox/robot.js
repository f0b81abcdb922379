// A form that sets a chat bot: a new one, or one that is there.
import { html, useState, api, t, announce, Section, Field, Select, Notice } from '../../parts.js';

const KINDS = ['dingtalk', 'lark', 'wecom'];

/** @param {{onSet: (robot: string) => void}} props is told `KIND/NAME` */
export function RobotForm({ onSet }) {
  const [values, setValues] = useState({ kind: KINDS[0], name: '', secret: '', keywords: '', rate: '' });
  const [error, setError] = useState('');
  const field = (name) => ({ value: values[name], onInput: (value) => setValues({ ...values, [name]: value }) });
  const submit = async (event) => {
    event.preventDefault();
    setError('');
    const { kind, secret, rate } = values;
    const name = values.name.trim();
    const keywords = values.keywords.split(/[,，]/).map((word) => word.trim()).filter(Boolean);
    const body = { kind, name };
    if (secret && kind !== 'wecom') body.secret = secret;
    if (keywords.length && kind !== 'wecom') body.keywords = keywords;
    if (rate) body.rate_per_minute = Number(rate);
    try {
      await api.post('robots', body);
      announce(t('inbox.robot.wasSet', { name }));
      onSet(`${kind}/${name}`);
    } catch (why) { setError(why.message); }
  };
  return html`<${Section} class="card" title=${t('inbox.robot.set')}><form class="robot-form" onSubmit=${submit}>
    <div class="filters">
      <${Select} label=${t('inbox.robot.kind')} value=${values.kind} onChange=${(kind) => setValues({ ...values, kind })} options=${KINDS.map((kind) => [kind, t(`inbox.robot.kind.${kind}`)])} />
      <${Field} label=${t('inbox.robot.name')} ...${field('name')} mono required hint=${t('inbox.robot.nameHint')} />
      ${values.kind !== 'wecom' && html`<${Field} label=${t('inbox.robot.secret')} ...${field('secret')} mono hint=${t('inbox.robot.secretHint')} />
        <${Field} label=${t('inbox.robot.keywords')} ...${field('keywords')} hint=${t('inbox.robot.keywordsHint')} />`}
      <${Field} label=${t('inbox.robot.perMinute')} ...${field('rate')} type="number" min="1" max="10000" hint=${t('inbox.robot.perMinuteHint')} />
    </div>
    ${error && html`<${Notice} tone="bad" title=${t('inbox.robot.notSet')}><span lang="en">${error}</span><//>`}
    <div class="actions"><button class="button primary" type="submit">${t('inbox.robot.set')}</button></div></form><//>`;
}
