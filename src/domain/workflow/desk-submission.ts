import { z } from 'zod';
import { reportActs } from './desk-item.ts';

/** The channel of messages that the console hands in; no provider's channel may have its name. */
export const consoleChannel = 'console';

/** How a user of the console is called where a message has its sender. No number begins so. */
export function senderOf(username: string): string {
  return `@${username}`;
}

/** Characters of a reason that the store keeps, and of a mended text: ten segments hold 1,530. */
export const longestReason = 160;
export const longestMendedText = 1_600;

/** Who acts on the desk, as they were when they did. */
export const DeskActor = z.object({
  userId: z.int().positive(),
  username: z.string(),
  language: z.enum(['id', 'en']),
});
export type DeskActor = z.infer<typeof DeskActor>;

/** An act on a message of the desk, handed in by the console after it has seen to it that the user may. */
export const DeskSubmission = z.object({
  act: z.enum(reportActs),
  /** Id of the message. */
  of: z.string().regex(/^\d{1,19}$/),
  /** How it stood when the user looked at it. */
  version: z.string().max(80),
  /** Whose message it is. */
  officerId: z.int().positive(),
  /** Why it is sent back or withdrawn; the mended text; null for an approval. */
  text: z.string().max(longestMendedText).nullable(),
  /** Whether what would be asked back was answered with yes. */
  isSure: z.boolean(),
  by: DeskActor,
});
export type DeskSubmission = z.infer<typeof DeskSubmission>;
