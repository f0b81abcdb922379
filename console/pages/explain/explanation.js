// What became of a request: verdict, mistakes with the byte that differs, what looks wrong, and what the policies decided.
import { html, href, t, Prose, Section, Facts, Code, Json, Badge, Notice, Copied } from '../../parts.js';
import { Difference } from './difference.js';

const TONES = { match: 'good', mismatch: 'bad', 'other-body': 'bad', quirk: 'warn', 'unknown-key': 'bad', incomplete: 'bad', unsigned: 'warn' };

/** The server's text that a difference is about. */
const serverText = (explanation, difference) => (difference?.text === 'string to sign' ? explanation.string_to_sign : explanation.canonical_request) ?? '';

function Mistake({ mistake, explanation }) {
  const { difference } = mistake;
  const server = serverText(explanation, difference);
  const client = difference?.text === 'string to sign' ? mistake.string_to_sign : mistake.canonical_request;
  return html`<article class="card mistake">
    <h3>${t('explain.mistake')} <code>${mistake.name}</code></h3>
    <p><${Prose} text=${mistake.advice} /></p>
    ${mistake.detail && html`<p class="muted"><${Prose} text=${mistake.detail} /></p>`}
    ${difference ? html`<h4>${difference.text === 'string to sign' ? t('calls.toSign') : t('explain.canonicalRequests')}</h4>
      <${Difference} server=${server} client=${client ?? undefined} difference=${difference} />` : html`<p>${t('explain.sameToSign')}</p>`}
  </article>`;
}

function Mine({ mine, text, explanation }) {
  return html`<${Section} title=${t('explain.compare')}><article class="card mistake" data-test="mine">
    <p><${Prose} text=${mine.conclusion} /></p>
    <h4>${mine.text === 'string to sign' ? t('explain.stringsToSign') : t('explain.canonicalRequests')}</h4>
    <${Difference} server=${serverText(explanation, mine)} client=${mine.difference && text ? unlogged(text) : undefined} difference=${mine.difference} /></article><//>`;
}

/** A text as the server compares it: without blanks before it and line feeds after it, and one that a log has on one line in its own lines. */
const unlogged = (text) => {
  const trimmed = text.trimStart().replace(/[\r\n]+$/, '').replace(/\r\n/g, '\n');
  return trimmed.includes('\n') ? trimmed : trimmed.replace(/\\n/g, '\n');
};

function Decision({ decision }) {
  return html`<article class="card mistake">
    <h3><${Badge} tone=${decision.allowed ? 'good' : 'bad'}>${decision.allowed ? t('calls.allowed') : decision.explicit ? t('explain.explicit') : t('explain.implicit')}<//> <code>${decision.action}</code></h3>
    <p><${Prose} text=${decision.reason} /></p>
    <${Facts} items=${[
      [t('calls.resource'), html`<span class="mono">${decision.resource}</span>`],
      [t('explain.principal'), html`<span class="mono">${decision.principal}</span>`],
      [t('explain.policyType'), html`<span class="mono">${decision.policy_type}</span>`],
    ]} />
    ${decision.matched?.length > 0 && html`<h4>${decision.allowed ? t('explain.allowing') : t('explain.denying')}</h4><${Json} value=${decision.matched} label=${t('explain.statement')} />`}
    ${decision.needed && html`<h4>${t('explain.needed')}</h4><p class="muted">${t(NEEDED[decision.policy_type] ?? 'explain.neededInPolicy')}</p><${Json} value=${decision.needed} label=${t('explain.needed')} />`}
  </article>`;
}

const NEEDED = { AssumeRolePolicy: 'explain.neededInTrust', ControlPolicy: 'explain.neededInControl', SessionPolicy: 'explain.neededInSession' };

/** @param {{result: any, mine?: string}} props `result`: the answer of `/_localyun/explain`; `mine`: the client's text that was compared */
export function Explanation({ result, mine }) {
  const explanation = result.explanation ?? {};
  const { verdict, reasons = [], mistakes = [], hints = [], unusual = [] } = explanation;
  const called = result.request_id;
  return html`
    <${Notice} tone=${called && result.code ? 'bad' : TONES[verdict] ?? 'info'} title=${result.code ? `${result.status ?? ''} ${result.code}` : t(`explain.verdict.${verdict}`)}>
      ${result.code && verdict && html`<p>${t(`explain.verdict.${verdict}`)}</p>`}
      ${reasons.map((reason) => html`<p key=${reason}><${Prose} text=${reason} /></p>`)}
      ${explanation.error && html`<p><code>${explanation.error.code}</code> ${explanation.error.message}</p>`}
      ${result.hint && !reasons.includes(result.hint) && !result.hint.startsWith('`localyun explain') && html`<p class="muted"><${Prose} text=${result.hint} /></p>`}<//>
    <div class="card"><${Facts} two items=${[
      [t('calls.requestId'), called && html`<${Copied} text=${called} />`],
      [t('calls.action'), result.action && html`${result.action} <span class="muted">${result.product}</span>`],
      [t('calls.caller'), result.caller && html`<span class="mono">${result.caller.principal}</span> <span class="muted">${result.caller.account}</span>`],
      [t('explain.scheme'), explanation.scheme && html`<span class="mono">${explanation.scheme}</span>`],
      [t('calls.key'), explanation.key_id && html`<span class="mono">${explanation.key_id}</span>`],
      [t('explain.clientSignature'), explanation.client_signature && html`<span class="mono">${explanation.client_signature}</span>`],
      [t('explain.serverSignature'), explanation.server_signature && html`<span class="mono">${explanation.server_signature}</span>`],
      [t('explain.form'), explanation.form],
    ]} /></div>
    ${mistakes.length > 0 && html`<${Section} title=${t('explain.mistakes')}>${mistakes.map((mistake) => html`<${Mistake} key=${mistake.name} mistake=${mistake} explanation=${explanation} />`)}<//>`}
    ${explanation.mine && html`<${Mine} mine=${explanation.mine} text=${mine} explanation=${explanation} />`}
    ${verdict === 'mismatch' && !mistakes.length && html`<${Notice} tone="warn">${explanation.capped ? t('explain.capped') : t('explain.noMistake', { tries: explanation.tries })}<//>`}
    ${hints.length > 0 && html`<${Section} title=${t('explain.hints')}><ul class="plain">${hints.map((hint) => html`<li key=${hint}><${Prose} text=${typeof hint === 'string' ? hint : hint.text ?? JSON.stringify(hint)} /></li>`)}</ul><//>`}
    ${unusual.length > 0 && html`<${Section} title=${t('explain.unusual')}><ul class="plain">${unusual.map((one) => html`<li key=${one.name}><code>${one.name}</code> <${Prose} text=${one.text} /></li>`)}</ul><//>`}
    ${result.decisions?.length > 0 && html`<${Section} title=${t('calls.decisions')} actions=${html`<a href=${href('policies')}>${t('nav.policies')}</a>`}>${result.decisions.map((decision, at) => html`<${Decision} key=${at} decision=${decision} />`)}<//>`}
    ${explanation.canonical_request && html`<${Section} title=${t('explain.serverTexts')}><div class="columns side">
      <div><h3>${t('calls.canonical')}</h3><${Code} wrap text=${explanation.canonical_request} label=${t('calls.canonical')} /></div>
      <div><h3>${t('calls.toSign')}</h3><${Code} wrap text=${explanation.string_to_sign} label=${t('calls.toSign')} /></div></div><//>`}
    ${result.text && html`<details class="card"><summary><h2>${t('explain.asText')}</h2></summary><${Code} wrap text=${result.text} label=${t('explain.asText')} /></details>`}`;
}
