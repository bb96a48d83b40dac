import { septets } from '../sms/gsm7.ts';

/** A screen's parts in words, before it is cut into pages. */
export interface Layout {
  readonly lead: readonly string[];
  readonly rest: readonly string[];
  /** Hints of the foot, in order; `next` is added where a page follows. */
  readonly hints: readonly string[];
  readonly next: string;
}

/**
 * Cuts a screen into pages of at most `limit` septets of rendered text, foot included. Lines stay whole where
 * they fit a page, else they break between words. `rest` begins on a page of its own.
 */
export function paginate(layout: Layout, limit: number): readonly string[] {
  const foot = layout.hints.join(' ');
  const footWithNext = [...layout.hints, layout.next].join(' ');
  // Short screens are most of them: no need to cut what fits as it is.
  const whole = withFoot(layout.lead.join('\n'), foot);
  if (layout.rest.length === 0 && septets(whole) <= limit) return [whole];

  const room = limit - septets(footWithNext) - 1;
  const bodies = [...fill(layout.lead, room), ...fill(layout.rest, room)];
  return bodies.map((body, index) => withFoot(body, index < bodies.length - 1 ? footWithNext : foot));
}

function withFoot(body: string, foot: string): string {
  return foot === '' ? body : `${body}\n${foot}`;
}

function fill(lines: readonly string[], room: number): string[] {
  const pages: string[] = [];
  let page = '';
  for (const line of lines.flatMap((whole) => breakLine(whole, room))) {
    const longer = page === '' ? line : `${page}\n${line}`;
    if (septets(longer) <= room) {
      page = longer;
      continue;
    }
    pages.push(page);
    page = line;
  }
  if (page !== '') pages.push(page);
  return pages;
}

function breakLine(line: string, room: number): string[] {
  if (septets(line) <= room) return [line];
  const parts: string[] = [];
  let part = '';
  for (const word of line.split(' ')) {
    const longer = part === '' ? word : `${part} ${word}`;
    if (part !== '' && septets(longer) > room) parts.push(part);
    part = part === '' || septets(longer) <= room ? longer : word;
  }
  return [...parts, part];
}
