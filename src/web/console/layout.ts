import type { Language } from '../../domain/instrument/types.ts';
import type { User } from '../../domain/workflow/console-user.ts';
import { type Html, html, nothing } from '../../html.ts';
import { csrfInput } from './form.ts';
import { navEntries } from './nav.ts';
import type { Crumb, Page } from './reply.ts';
import type { Say } from './texts.ts';

/** What surrounds a page. */
export interface Frame {
  readonly language: Language;
  readonly say: Say;
  /** Path and query of the page itself. */
  readonly url: string;
  readonly user: User | null;
  readonly csrfToken: string;
  /** The address of a file of `assets/`. */
  readonly assetUrl: (name: string) => string;
}

const otherLanguage = { id: 'en', en: 'id' } as const satisfies Record<Language, Language>;

/** The whole document: head, navigation, the way from the nation to here, the page. */
export function layOut(page: Page, frame: Frame): string {
  const { language, say, assetUrl } = frame;
  const document = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} · Kentongan</title>
<link rel="stylesheet" href="${assetUrl('console.css')}">
<link rel="icon" href="${assetUrl('icon.svg')}" type="image/svg+xml">
${['console.js', ...(page.scripts ?? [])].map((name) => html`<script src="${assetUrl(name)}" defer></script>`)}
${page.refreshSeconds === undefined ? nothing : html`<noscript><meta http-equiv="refresh" content="${page.refreshSeconds}"></noscript>`}
</head>
<body>
<a class="skip" href="#main">${say('layout.skip')}</a>
<header class="top">
<a class="brand" href="/">Kentongan</a>
${navigation(frame)}
<div class="who">${languageSwitch(frame)}${frame.user ? signOut(frame, frame.user) : nothing}</div>
</header>
${page.crumbs && page.crumbs.length > 0 ? crumbs(page.crumbs, say) : nothing}
<main id="main" tabindex="-1">
<h1>${page.title}</h1>
${page.body}
</main>
</body>
</html>
`;
  return document.markup;
}

function navigation({ user, say, url }: Frame): Html {
  if (!user) return nothing;
  const entries = navEntries.filter(({ who }) => who.includes(user.role));
  return html`<nav aria-label="${say('layout.nav')}"><ul>${entries.map(
    ({ key, href }) =>
      html`<li><a href="${href}"${url.startsWith(href) ? html` aria-current="page"` : nothing}>${say(`nav.${key}`)}</a></li>`,
  )}</ul></nav>`;
}

function languageSwitch({ language, say, url }: Frame): Html {
  const other = otherLanguage[language];
  const [path = '/', search = ''] = url.split('?', 2);
  const query = new URLSearchParams(search);
  query.set('lang', other);
  return html`<a class="language" lang="${other}" hreflang="${other}" href="${path}?${query.toString()}">${say('layout.other-language')}</a>`;
}

function signOut(frame: Frame, { username }: User): Html {
  return html`<form method="post" action="/sign-out">${csrfInput(frame)}<span class="username">${username}</span>
<button class="quiet">${frame.say('layout.sign-out')}</button></form>`;
}

function crumbs(list: readonly Crumb[], say: Say): Html {
  return html`<nav class="crumbs" aria-label="${say('layout.crumbs')}"><ol>${list.map(({ text, href }) => html`<li><a href="${href}">${text}</a></li>`)}</ol></nav>`;
}
