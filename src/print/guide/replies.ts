import { villageOf } from '../../domain/identity/idbdt.ts';
import type { Instrument, Item } from '../../domain/instrument/instrument.ts';
import type { Language } from '../../domain/instrument/types.ts';
import type { Messages } from '../../domain/messages.ts';
import type { HouseholdFacts, Outcome, RecordRow, Verdict } from '../../domain/report/types.ts';
import { renderAnswer } from '../../domain/sms/answers.ts';
import { candidateHouseholds, parseMessage, readMessage } from '../../domain/sms/read.ts';
import type { Officer } from '../../domain/workflow/officer.ts';
import type { Examples } from './examples.ts';

/** A message and what is answered to it. */
export interface Reply {
  readonly outcome: Outcome;
  readonly sent: string;
  readonly answer: string;
}

/** A code such as every report gets. */
const receipt = 'ABC2E';
const officerId = 1;

/** What is answered to the examples: the reader's own answers, so that the guide shows what a phone shows. */
export function replyTexts(
  instrument: Instrument,
  messages: Messages,
  examples: Examples,
  language: Language,
): Reply[] {
  return examples.replies.map(({ text, reported }) => {
    const { outcome, answer } = readExample(instrument, examples, text, reported);
    return { outcome, sent: text, answer: answer === null ? '' : renderAnswer(messages, language, answer) };
  });
}

/**
 * Reads a message as that of a made-up officer about the households of the examples.
 *
 * @param isReported whether they have reported what the examples' messages say before.
 */
export function readExample(
  instrument: Instrument,
  examples: Examples,
  text: string,
  isReported: boolean,
): Verdict {
  const parsed = parseMessage(text);
  const officer = officerIn(villageOf(examples.household));
  const known = householdsOf(instrument, examples, isReported);
  const households = candidateHouseholds(parsed, officer).flatMap((idbdt) => {
    const household = known.get(idbdt);
    return household === undefined ? [] : [[idbdt, household] as const];
  });
  return readMessage(instrument, parsed, {
    officer,
    households: new Map(households),
    openQuestions: [],
    counts: { accepted: 0, repaired: 0, ask: 0, held: 0, rejected: 0 },
    receipt,
    receivedAt: examples.received_at,
    ownReports: new Map(),
    proposalSerials: new Map(),
    ownProposals: [],
  });
}

/** The example household and those that its messages name as the other one. */
function householdsOf(
  instrument: Instrument,
  examples: Examples,
  isReported: boolean,
): ReadonlyMap<string, HouseholdFacts> {
  const { household, head, messages } = examples;
  const partners = messages.flatMap(({ partner }) => (partner === undefined ? [] : [partner]));
  const known = [household, ...partners].map((idbdt) => factsOf(idbdt, head));
  const facts = isReported ? known.map((one) => ({ ...one, ...rowsOf(instrument, examples) })) : known;
  return new Map(facts.map((one) => [one.idbdt, one]));
}

/** The rows that the messages of the examples make, those of another household left out. */
function rowsOf(instrument: Instrument, { messages }: Examples): Partial<HouseholdFacts> {
  const rowsIn = (table: Item['table']) =>
    messages
      .filter(({ partner, form }) => partner === undefined && tableOf(instrument, form) === table)
      .flatMap(({ units }) => units.map((answers): RecordRow => ({ ...answers, report_id: '1' })));
  return {
    record: Object.assign({}, ...rowsIn('udrt')),
    members: rowsIn('udart'),
    families: rowsIn('kk'),
    businesses: rowsIn('usaha'),
    revision: 1,
    lastOfficerId: officerId,
  };
}

function tableOf(instrument: Instrument, form: string): Item['table'] {
  return instrument.forms.get(form)?.blocks[0]?.items[0]?.table ?? null;
}

function factsOf(idbdt: string, headName: string): HouseholdFacts {
  return {
    idbdt,
    village: villageOf(idbdt),
    headName,
    address: null,
    slsName: null,
    noKk: null,
    prelistMembers: null,
    record: null,
    members: [],
    families: [],
    businesses: [],
    revision: 0,
    lastOfficerId: null,
    lastReceipt: null,
    lastReportedAt: null,
  };
}

function officerIn(village: string): Officer {
  return {
    id: officerId,
    code: '',
    msisdn: '',
    name: '',
    role: 'enumerator',
    language: 'id',
    isQuiet: false,
    isStopped: false,
    areas: [village],
    villages: [village],
    superiorId: null,
  };
}
