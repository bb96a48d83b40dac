import { septets } from '../sms/gsm7.ts';

/** A screen's parts in words, before it is cut into pages. */
export interface Layout {
  readonly lead: readonly string[];
  /** Lines of the pages behind, at least one; null where there are none. */
  readonly rest: (() => readonly string[]) | null;
  /** Hints of the foot, in order; `next` is added where a page follows. */
  readonly hints: readonly string[];
  readonly next: string;
}

/**
 * Cuts a screen into pages of at most `limit` septets of rendered text, foot included. Lines stay whole where
 * they fit a page, else they break between words. `rest` begins on a page of its own. Pages are made as they are
 * asked for: most screens are left from the first.
 */
export function* paginate(layout: Layout, limit: number): Generator<string, void> {
  const foot = layout.hints.join(' ');
  const footWithNext = [...layout.hints, layout.next].join(' ');
  const whole = withFoot(layout.lead.join('\n'), foot);
  if (layout.rest === null && septets(whole) <= limit) return yield whole;

  const room = limit - septets(footWithNext) - 1;
  const lead = fill(layout.lead, room);
  for (const [index, body] of lead.entries()) {
    const isLast = layout.rest === null && index === lead.length - 1;
    yield withFoot(body, isLast ? foot : footWithNext);
  }
  const rest = layout.rest === null ? [] : fill(layout.rest(), room);
  for (const [index, body] of rest.entries())
    yield withFoot(body, index < rest.length - 1 ? footWithNext : foot);
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
