import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Html } from '../../html.ts';

/** A step on the way from the nation to where one is. */
export interface Crumb {
  readonly text: string;
  readonly href: string;
}

export interface Page {
  readonly kind: 'page';
  readonly status?: number;
  readonly title: string;
  readonly body: Html;
  readonly crumbs?: readonly Crumb[];
  /** Files of `assets/` besides those that every page has. */
  readonly scripts?: readonly string[];
  /** Seconds after which a browser without scripts loads it again. */
  readonly refreshSeconds?: number;
}

/** Sends one event to a browser that listens. */
export type SendEvent = (name: string, data: unknown) => void;

/** What a handler answers with. */
export type Reply =
  | Page
  | { readonly kind: 'json'; readonly status?: number; readonly body: unknown }
  | {
      readonly kind: 'csv';
      /** Without path and ending. */
      readonly name: string;
      readonly rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;
    }
  | {
      readonly kind: 'redirect';
      /** A path of ours. */
      readonly to: string;
      /** Begins a session, or with null ends it. */
      readonly session?: string | null;
    }
  /** Lasts until the browser goes or the gateway stops; then what `open` returned is called. */
  | { readonly kind: 'events'; readonly open: (send: SendEvent) => () => void }
  /** Says no in the form of the route: a page, or JSON. `text` is what the user reads. */
  | { readonly kind: 'refusal'; readonly status: 400 | 404 | 409 | 413 | 422 | 429; readonly text: string }
  /** Hands on to somebody else's middleware, such as a dashboard. */
  | { readonly kind: 'handler'; readonly handle: (req: IncomingMessage, res: ServerResponse) => void };

/** A cell of a CSV file. Texts are guarded against formulas, numbers are not. */
export type Cell = string | number | null;
