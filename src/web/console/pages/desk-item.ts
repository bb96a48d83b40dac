import { decodeText } from '../../../domain/sms/decode.ts';
import { wouldChange } from '../../../domain/sms/desk/desk-view.ts';
import { mayWorkDesk } from '../../../domain/workflow/desk-authority.ts';
import { type DeskAct, deskVersion, openActs } from '../../../domain/workflow/desk-item.ts';
import { longestMendedText, longestReason } from '../../../domain/workflow/desk-submission.ts';
import { type Html, html, nothing } from '../../../html.ts';
import type { DeskFile } from '../../../ports.ts';
import { csrfInput } from '../form.ts';
import { changesTable, problemsView, rawView, writeTime } from '../message-view.ts';
import type { UserVisit } from '../route.ts';

/** A message on the desk: what came, how it was read, what is in the way, the record beside it, and the acts. */
export function deskItemView(file: DeskFile, visit: UserVisit, told: string | null): Html {
  const { item, story, place } = file;
  const { say } = visit;
  const { report } = story;
  const reason = report?.reason ?? story.lastError;
  return html`${told === null ? nothing : html`<p class="warning" role="status">${told}</p>`}
<p>${writeTime(item.receivedAt, place, visit)} · ${item.channel} · ${story.officer ? `${story.officer.name} (${story.officer.code})` : say('desk.nobody')}
${item.idbdt === null ? nothing : html` · <a href="/households/${item.idbdt}/story">${item.idbdt}</a>`}</p>
<p><strong>${say(`outcome.${report?.outcome ?? item.inboxState}`)}</strong>${reason ? html` <code>${reason}</code>` : nothing}</p>
${problemsView([...(report?.problems ?? []), ...(report?.remarks ?? [])], visit)}
<section class="card">${rawView(story, visit)}</section>
${beside(file, visit)}
${history(file, visit)}
${acts(file, visit)}`;
}

function beside({ item, household }: DeskFile, visit: UserVisit): Html {
  const { stored } = item;
  if (stored === null || household === null || stored.isWithdrawn) return nothing;
  if (stored.outcome !== 'held' && stored.outcome !== 'ask') return nothing;
  const { instrument } = visit.stores.definitions;
  const columns = wouldChange(instrument, visit.language, stored, household);
  return html`<section class="card">${changesTable(columns, visit.say('desk.would'), visit)}</section>`;
}

function history({ story, place }: DeskFile, visit: UserVisit): Html {
  const { say } = visit;
  if (story.acts.length === 0) return nothing;
  return html`<section class="card"><h2>${say('desk.acts')}</h2><ol>${story.acts.map(
    ({ act, username, at, reason }) =>
      html`<li>${writeTime(at, place, visit)}: ${say(`act.${act}`)} · ${username} ${reason ?? ''}</li>`,
  )}</ol></section>`;
}

function acts(file: DeskFile, visit: UserVisit): Html {
  const { item, place } = file;
  const { say, user } = visit;
  const open = openActs(item).filter((act) => mayWorkDesk(user, act, item, place) === null);
  if (open.length === 0) return html`<p class="soft">${say('desk.no-act')}</p>`;
  return html`<section class="card"><h2>${say('desk.do')}</h2>${open.map((act) => actForm(act, file, visit))}</section>`;
}

function actForm(act: DeskAct, { item, story }: DeskFile, visit: UserVisit): Html {
  const { say } = visit;
  const text = story.kind === 'sms' && story.raw !== null ? decodeText(story.raw) : '';
  const fields = {
    mend: html`<p><label for="mend-text">${say('desk.mended')}</label><textarea id="mend-text" name="text" rows="3" maxlength="${longestMendedText}" required>${text}</textarea></p>
<p><label><input type="checkbox" name="sure" value="1"> ${say('desk.sure')}</label></p>`,
    return: html`<p><label for="return-text">${say('desk.reason')}</label><input id="return-text" name="text" maxlength="${longestReason}" required></p>`,
    approve: nothing,
    withdraw: nothing,
    retry: nothing,
    close: nothing,
  } satisfies Record<DeskAct, Html>;
  return html`<form method="post" action="/desk/${item.id}" class="act">${csrfInput(visit)}
<input type="hidden" name="version" value="${deskVersion(item)}"><input type="hidden" name="act" value="${act}">
${fields[act]}<button${act === 'withdraw' || act === 'close' ? html` class="danger"` : nothing}>${say(`act.${act}`)}</button></form>`;
}
