import { z } from 'zod';
import { isIdbdt } from '../../../domain/identity/idbdt.ts';
import { changedColumns } from '../../../domain/sms/desk/desk-view.ts';
import { consoleRoles } from '../../../domain/workflow/console-user.ts';
import { nation } from '../../../domain/workflow/progress.ts';
import { type Html, html, nothing } from '../../../html.ts';
import type { MessageStory } from '../../../ports.ts';
import { areaCrumbs } from '../crumbs.ts';
import { changesTable, problemsView, rawView, writeTime } from '../message-view.ts';
import { type Route, route, type UserVisit } from '../route.ts';

const Idbdt = z.string().refine(isIdbdt);
const Id = z.string().regex(/^\d{1,18}$/);
const pageSize = 20;
const ofHousehold = {
  who: consoleRoles,
  scope: ({ idbdt }: { readonly idbdt: string }) => idbdt,
  input: z.object({ idbdt: Idbdt, after: Id.optional() }),
} as const;

export const storyRoutes: readonly Route[] = [
  route({
    ...ofHousehold,
    id: 'household.story',
    method: 'get',
    path: '/households/:idbdt/story',
    answer: async ({ idbdt, after }, visit) => {
      const { messages, next } = await visit.stores.stories.readHousehold(idbdt, { after, limit: pageSize });
      const more = html`<p><a href="/households/${idbdt}/story?after=${next ?? ''}" rel="next">${visit.say('story.more')}</a></p>`;
      const stories = messages.map((story) => storyView(story, idbdt, visit));
      return {
        kind: 'page',
        title: visit.say('story.title', { idbdt }),
        crumbs: await areaCrumbs(idbdt.slice(0, 10), visit),
        body: html`${messages.length === 0 ? html`<p>${visit.say('story.empty')}</p>` : nothing}${stories}${next === null ? nothing : more}`,
      };
    },
  }),
  route({
    id: 'message.story',
    method: 'get',
    path: '/messages/:id',
    who: consoleRoles,
    input: z.object({ id: Id }),
    scope: placeOf,
    answer: async ({ id }, visit) => {
      const file = await visit.stores.desk.find(id);
      if (!file) return { kind: 'refusal', status: 404, text: visit.say('desk.none') };
      return {
        kind: 'page',
        title: visit.say('desk.message', { id }),
        body: storyView(file.story, file.place, visit),
      };
    },
  }),
  route({
    ...ofHousehold,
    id: 'api.household.story',
    method: 'get',
    path: '/api/v1/households/:idbdt/story',
    summary: 'Every message of a household, from what came to what was answered, the newest first',
    answer: async ({ idbdt, after }, { stores }) => {
      const { messages, next } = await stores.stories.readHousehold(idbdt, { after, limit: pageSize });
      const told = messages.map(({ raw, ...story }) => ({
        ...story,
        text: raw === null ? null : new TextDecoder().decode(raw),
      }));
      return { kind: 'json', body: { messages: told, next } };
    },
  }),
];

async function placeOf({ id }: { readonly id: string }, { stores }: UserVisit): Promise<string | null> {
  const file = await stores.desk.find(id);
  return file && (file.place ?? nation);
}

/** One message, step by step: what came, how it was read, what it changed, what was answered. */
function storyView(story: MessageStory, place: string | null, visit: UserVisit): Html {
  const { say } = visit;
  const { report, revision, answer, officer } = story;
  const by = story.username ?? (officer ? `${officer.name} (${officer.code})` : say('desk.nobody'));
  const time = (at: Date) => writeTime(at, place, visit);
  return html`<article class="card"><h2><a href="/messages/${story.id}">${time(story.receivedAt)}</a> · ${story.channel} · ${by}</h2>
${rawView(story, visit)}
<h3>${say('story.reading')}</h3><p>${say(`outcome.${report?.outcome ?? story.inboxState}`)} ${report?.command ?? ''} ${report?.receipt ?? ''} <code>${report?.reason ?? story.lastError ?? ''}</code> ${story.processedAt ? time(story.processedAt) : ''}</p>
${problemsView([...(report?.problems ?? []), ...(report?.remarks ?? [])], visit)}
${report?.review && report.reviewedAt ? html`<p>${say(`review.${report.review}`)} ${time(report.reviewedAt)} ${report.reviewReason ?? ''}</p>` : nothing}
${report?.withdrawnAt ? html`<p>${say('story.withdrawn')} ${time(report.withdrawnAt)}</p>` : nothing}
${revision ? html`<h3>${say('story.revision', { number: revision.number })}</h3>${changesTable(changedColumns(visit.stores.definitions.instrument, visit.language, revision), time(revision.createdAt), visit)}` : nothing}
${answer ? answerView(answer, time, visit) : nothing}
<p><a href="/desk/${story.id}">${say('story.desk')}</a></p></article>`;
}

function answerView(
  answer: NonNullable<MessageStory['answer']>,
  time: (at: Date) => string,
  { say }: UserVisit,
): Html {
  const { text, state, segments, cost, sentAt, deliveredAt, lastError } = answer;
  return html`<h3>${say('story.answer')}</h3><pre class="raw">${text}</pre>
<p>${say(`delivery.${state}`)} · ${say('story.segments', { count: segments })}${cost === null ? '' : ` · ${cost}`}${sentAt ? ` · ${say('story.sent')} ${time(sentAt)}` : ''}${deliveredAt ? ` · ${say('story.delivered')} ${time(deliveredAt)}` : ''} <code>${lastError ?? ''}</code></p>`;
}
