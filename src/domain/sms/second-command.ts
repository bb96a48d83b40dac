import type { Reading } from './command.ts';
import { readKeyword } from './keywords.ts';
import { readReference, referenceWidths } from './references.ts';
import { leadingGroups } from './tokens.ts';

/** The fewest digits that a report has: a short reference and a visit. */
const shortestReport = 11;

/** A reference has at most so many digits, and so groups of them: what follows is not looked at. */
const longestReference = Math.max(...referenceWidths);

/**
 * The keyword of another command that a written answer goes on with, or null. A keyword alone is none, as names
 * and addresses hold such words ("RT 02"): digits must follow it as that command has them.
 */
export function secondCommand({ commands, officer, facts }: Reading, text: string): string | null {
  for (const { 0: piece, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const reading = readKeyword(piece, commands);
    const command = commands.find(({ keyword }) => keyword === reading?.keyword);
    if (reading === null || reading.isRepaired || command === undefined) continue;
    const groups = leadingGroups(text.slice(index + reading.typed.length)).map(({ digits }) => digits);
    if (command.body === 'digits' && groups.join('').length >= shortestReport) return command.keyword;
    const hasReference = groups.slice(0, longestReference).some((_, end) => {
      const reference = readReference(groups.slice(0, end + 1).join(''), officer, facts.households);
      return reference?.hasCheckDigits;
    });
    if (hasReference && (command.body === 'text' || command.body === 'pairs')) return command.keyword;
  }
  return null;
}
