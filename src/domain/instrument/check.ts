import { allowedText } from './allowed-text.ts';
import { isAsked } from './digits.ts';
import type { Form, Item } from './instrument.ts';
import type { Answers, Problem, ProblemKind } from './types.ts';

/**
 * Checks the reference of the other household against the answers: it must be there where it is asked, and
 * nowhere else. Whether such a household exists is not looked at.
 */
export function checkPartner(form: Form, answers: Answers, partner: string | null): Problem[] {
  const item = form.partner;
  if (item === null)
    return partner === null ? [] : [{ kind: 'too-long', severity: 'reject', by: partner.length }];
  const asked = isAsked(item, answers);
  if (asked && partner === null) return [partnerProblem(item, 'must-answer')];
  if (!asked && partner !== null) return [partnerProblem(item, 'not-asked')];
  return [];
}

function partnerProblem(item: Item, kind: ProblemKind): Problem {
  const rule = item.rule === null ? {} : { rule: item.rule };
  return {
    kind,
    severity: 'reject',
    ...rule,
    column: item.column,
    number: item.number,
    allowed: allowedText(item),
  };
}
