import { shortReference } from '../../identity/short-reference.ts';
import type { Verdict } from '../../report/types.ts';
import type { Reading } from '../command.ts';
import { readKeyword } from '../keywords.ts';
import { formNumber } from '../problems.ts';
import type { Reference } from '../references.ts';
import { refuseDiagnosed, refuseSecond } from '../refusals.ts';
import { refused, say } from '../verdicts.ts';
import { codeOf } from './item-codes.ts';
import type { Pair, PairsFault } from './read-pairs.ts';
import type { HeadFault } from './read-reference.ts';
import { scopeWordOf } from './scope.ts';

/** Refuses an `F` whose reference can't be read. */
export function refuseHead(reading: Reading, fault: HeadFault): Verdict {
  const { parsed } = reading;
  if (fault.reason !== 'ambiguous') return refuseDiagnosed(reading, fault);
  return refused(parsed, 'ambiguous', say('answer.ambiguous-items', { command: parsed.command ?? '' }));
}

/** Refuses an `F` whose pairs can't be read, and names the piece that is wrong. */
export function refusePairs(reading: Reading, fault: PairsFault): Verdict {
  const { parsed, commands } = reading;
  const { reason, typed, several } = fault;
  const second = readKeyword(typed, commands);
  if (reason === 'unknown-item' && second !== null && !second.isRepaired) {
    return refuseSecond(reading, second.keyword);
  }
  const codes = several.map((item) => codeOf(several, item)).join(', ');
  const values = { command: parsed.command ?? '', typed, codes };
  const parts = reason === 'empty-body' ? { help: say('help.F') } : {};
  return refused(parsed, reason, say(`answer.${reason}`, values, parts));
}

/** Refuses to mend what no report has answered yet. */
export function refuseUnreported({ parsed }: Reading, pair: Pair, { idbdt }: Reference): Verdict {
  const { scope, item } = pair;
  const member = scope.of === 'household' ? undefined : scope.number;
  const values = {
    reference: shortReference(idbdt),
    number: formNumber(item.number, item, member),
    command: scopeWordOf(item.table) ?? 'RT',
  };
  return { ...refused(parsed, 'nothing-to-mend', say('answer.nothing-to-mend', values)), idbdt };
}
