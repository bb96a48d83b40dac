import type { Language } from '../domain/instrument/types.ts';
import { cssString, type Html, html } from '../html.ts';
import { baseStyle } from './style.ts';

/** What a document says of itself. */
export interface SheetHead {
  readonly language: Language;
  readonly title: string;
  /** Stands at the foot of every page, before its number. */
  readonly foot: string;
  /** What it lays out besides the base style; CSS of ours. */
  readonly style: string;
}

/** Start of a document for A4 paper; its markup and {@link sheetEnd} follow. Nothing is loaded from elsewhere. */
export function sheetStart({ language, title, foot, style }: SheetHead): Html {
  const margins =
    `@page { @bottom-left { content: ${cssString(foot)}; font: 7.5pt sans-serif; } ` +
    '@bottom-right { content: counter(page) " / " counter(pages); font: 7.5pt sans-serif; } }';
  const css: Html = { markup: [baseStyle, margins, style].join('\n') };
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>
${css}
</style>
</head>
<body>
`;
}

export const sheetEnd: Html = html`</body>
</html>
`;
