// What is to come, drawn along a line. The table below it has the same, so assistive tools skip it.
import { html, useClock, t, lang } from '../../parts.js';
import { relative } from '../../parts.js';

const WIDTH = 1000;
const HEIGHT = 72;

/**
 * Where a time is on the line. Near times have more room than far ones: the distance is logarithmic.
 * @param {number} at @param {number} now @param {number} last all in milliseconds
 */
const place = (at, now, last) => {
  const span = Math.log1p(Math.max(1, last - now) / 1000);
  return 12 + (WIDTH - 24) * Math.min(1, Math.log1p(Math.max(0, at - now) / 1000) / span);
};

/** @param {{work: any[]}} props soonest first */
export function Timeline({ work }) {
  const { now } = useClock(1000);
  const last = Date.parse(work[work.length - 1].at);
  const marks = [60e3, 3600e3, 86400e3, 30 * 86400e3, 365 * 86400e3].filter((span) => now + span < last);
  return html`<div class="due-line card"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true" focusable="false" preserveAspectRatio="none">
      <line x1="12" x2=${WIDTH - 12} y1="40" y2="40" class="due-axis" />
      ${marks.map((span) => html`<line key=${span} x1=${place(now + span, now, last)} x2=${place(now + span, now, last)} y1="28" y2="52" class="due-tick" />`)}
      ${work.map((one, at) => html`<circle key=${at} cx=${place(Date.parse(one.at), now, last)} cy="40" r="6" class="due-dot"><title>${one.title[lang()]}</title></circle>`)}
    </svg>
    <div class="due-ends muted"><span>${t('due.now')}</span><span>${relative(last, now)}</span></div></div>`;
}
