import type { Language } from '../domain/instrument/types.ts';
import { formatMessage, type Messages } from '../domain/messages.ts';
import type { RenderedScreen } from '../ports.ts';

/** A last screen that belongs to no node of a flow. */
export function endScreen(messages: Messages, key: string, language: Language): RenderedScreen {
  return { text: formatMessage(messages, language, key), isEnd: true };
}
