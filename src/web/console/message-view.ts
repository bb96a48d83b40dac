import { timeZoneOf, utcOffsetMs } from '../../domain/identity/time-zone.ts';
import type { Problem } from '../../domain/instrument/types.ts';
import { type ChangedColumn, problemText, readWords } from '../../domain/sms/desk/desk-view.ts';
import { type Html, html, nothing } from '../../html.ts';
import type { MessageStory } from '../../ports.ts';
import type { Visit } from './route.ts';

/** A moment as the clock showed it in a place, with the zone's name. */
export function writeTime(at: Date, place: string | null, { language }: Pick<Visit, 'language'>): string {
  const zone = timeZoneOf(place ?? '');
  const local = new Date(at.getTime() + utcOffsetMs(zone));
  const locale = language === 'id' ? 'id-ID' : 'en-GB';
  const shape = { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' } as const;
  return `${new Intl.DateTimeFormat(locale, shape).format(local)} ${zone}`;
}

/** What came, as text, and word by word what it was taken for. */
export function rawView(story: MessageStory, { say }: Visit): Html {
  if (story.raw === null) return html`<p class="warning">${say('message.sealed')}</p>`;
  const { text, tokens } = readWords({ ...story, raw: story.raw });
  const read = tokens.map(
    ({ text: word, as }) =>
      html`<li><code>${word}</code> <span class="soft">${say(`token.${as}`)}</span></li>`,
  );
  return html`<h3>${say('message.raw')}</h3><pre class="raw">${text}</pre>
${tokens.length > 0 ? html`<h3>${say('message.words')}</h3><ol class="words">${read}</ol>` : nothing}`;
}

/** Rules that a report broke and problems of what was typed, each in words. */
export function problemsView(problems: readonly Problem[], { say, stores, language }: Visit): Html {
  const { definitions } = stores;
  const lines = problems.map((problem) => {
    const rule = problem.rule === undefined ? '' : say('message.rule', { number: String(problem.rule) });
    return html`<li><strong>${say(`severity.${problem.severity}`)}</strong> ${problemText(definitions, language, problem)} <span class="soft">${rule}</span></li>`;
  });
  return lines.length === 0 ? nothing : html`<ul class="problems">${lines}</ul>`;
}

/** Both sides of a change, column by column. */
export function changesTable(columns: readonly ChangedColumn[], caption: string, { say }: Visit): Html {
  if (columns.length === 0) return html`<p class="soft">${say('message.no-change')}</p>`;
  const rows = columns.map(
    ({ table, number, column, label, before, after }) =>
      html`<tr><th scope="row">${label} <span class="soft">${table}.${column}${number === null ? '' : ` ${number}`}</span></th><td>${before}</td><td>${after}</td></tr>`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption>
<thead><tr><th scope="col">${say('message.column')}</th><th scope="col">${say('message.before')}</th><th scope="col">${say('message.after')}</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}
