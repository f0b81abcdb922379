// The clock of the world: what it shows, and the buttons that move it.
import { html, useState, useClock, api, t, announce, Section, Field, Button, Badge } from '../../parts.js';
import { readClock } from '../../live.js';

const STEPS = ['1m', '10m', '1h', '1d', '30d'];
const written = (at) => new Date(at).toISOString();

/** @param {{next?: string, onMoved: () => void}} props `next`: when the next work is due */
export function Clock({ next, onMoved }) {
  const { now, frozen, rate, known } = useClock(250);
  const [span, setSpan] = useState('');
  const [time, setTime] = useState('');
  const [speed, setSpeed] = useState('60');
  const move = async (change) => {
    await api.post('clock', change);
    await readClock();
    announce(t('due.moved'));
    onMoved();
  };
  const submit = (change, clear) => async (event) => {
    event.preventDefault();
    try { await move(change()); clear(); } catch (error) { announce(error.message, 'bad'); }
  };
  const shown = known ? written(now).replace('T', ' ').replace(/\.\d+Z$/, '') : '–';
  return html`<${Section} class="card" title=${t('due.clock')} actions=${html`
      ${frozen ? html`<${Badge} tone="info">${t('due.frozen')}<//>` : rate !== 1 ? html`<${Badge} tone="info">${t('due.fast', { rate })}<//>` : html`<${Badge} tone="good">${t('due.runs')}<//>`}`}>
    <p class="due-clock mono" data-test="clock" role="timer" aria-live="off">${shown} <span class="muted">UTC</span></p>
    <div class="actions" role="group" aria-label=${t('due.forward')}>
      <span class="muted">${t('due.forward')}</span>
      ${STEPS.map((step) => html`<${Button} key=${step} small onClick=${() => move({ advance: step })}>+${step}<//>`)}
      <${Button} small kind="primary" disabled=${!next || Date.parse(next) <= now} onClick=${() => move({ advance: `${Math.max(1, Math.ceil(Date.parse(next) - now))}ms` })}>${t('due.toNext')}<//>
    </div>
    <div class="actions">
      ${!frozen && html`<${Button} onClick=${() => move({ freeze: true })}>${t('due.freeze')}<//>`}
      <${Button} disabled=${!frozen && rate === 1 && Math.abs(now - Date.now()) < 2000} onClick=${() => move({ release: true })}>${t('due.release')}<//>
    </div>
    <div class="due-forms">
      <form onSubmit=${submit(() => ({ advance: span }), () => setSpan(''))}>
        <${Field} label=${t('due.advance')} value=${span} onInput=${setSpan} placeholder="1h30m" hint=${t('due.advanceHint')} required />
        <button class="button" type="submit">${t('due.advanceDo')}</button></form>
      <form onSubmit=${submit(() => ({ set: time }), () => setTime(''))}>
        <${Field} label=${t('due.set')} value=${time} onInput=${setTime} placeholder="2026-12-31T23:59:00Z" hint=${t('due.setHint')} required />
        <button class="button" type="submit">${t('due.setDo')}</button></form>
      <form onSubmit=${submit(() => ({ rate: Number(speed) }), () => {})}>
        <${Field} label=${t('due.rate')} value=${speed} onInput=${setSpeed} type="number" min="0.001" max="1000000" step="any" hint=${t('due.rateHint')} required />
        <button class="button" type="submit">${t('due.rateDo')}</button></form>
    </div>
  <//>`;
}
