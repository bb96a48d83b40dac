import type { Facts } from '../domain/flow/facts.ts';
import type { Known, Need } from '../domain/flow/need.ts';
import { mostNumbered } from '../domain/flow/numbered.ts';
import type { OpenHousehold, Progress } from '../domain/flow/officer-work.ts';
import type { FlowOfficer } from '../domain/flow/state.ts';
import { maskName } from '../domain/identity/mask-name.ts';
import type { Instrument } from '../domain/instrument/instrument.ts';
import { completenessOf } from '../domain/report/completeness.ts';
import { stateOf } from '../domain/report/record.ts';
import type { HouseholdFacts } from '../domain/report/types.ts';
import type { DeskWork, Directory, OfficerWork, PinKeeper } from '../ports.ts';

export interface FactsParts {
  readonly instrument: Instrument;
  readonly directory: Pick<Directory, 'findHouseholds'>;
  readonly officerWork: OfficerWork;
  readonly deskWork: DeskWork;
  readonly pins: Pick<PinKeeper, 'hasPin'>;
}

/** How many of an officer's newest reports a dialogue can list. */
const ownReportsListed = 9;
const noCounts = { accepted: 0, repaired: 0, ask: 0, held: 0, rejected: 0 };

/** The facts with what was missing of them. What was looked up before is not looked up again. */
export async function addFacts(
  parts: FactsParts,
  facts: Facts,
  officer: FlowOfficer,
  need: Need,
): Promise<Facts> {
  const [households, known, below] = await Promise.all([
    findHouseholds(parts, need.households),
    findOwnWork(parts, officer, need, facts),
    findWorkBelow(parts, officer, need, facts),
  ]);
  return { ...facts, ...known, ...below, households: new Map([...facts.households, ...households]) };
}

/** What of the officer's own work is asked for, and what was known of it before. */
async function findOwnWork(
  parts: FactsParts,
  officer: FlowOfficer,
  { officer: asked }: Need,
  facts: Facts,
): Promise<Pick<Known, 'ownReports' | 'progress' | 'hasPin'>> {
  const [ownReports, progress, hasPin] = await Promise.all([
    asked.includes('own-reports')
      ? parts.officerWork.listOwnReports(officer.id, facts.beganAt, ownReportsListed)
      : facts.ownReports,
    asked.includes('progress') ? findProgress(parts, officer) : facts.progress,
    asked.includes('has-pin') ? parts.pins.hasPin(officer.id, facts.beganAt) : facts.hasPin,
  ]);
  return { ownReports, progress, hasPin };
}

/** The same of the work of those below the officer. Lists are those of when the dialogue began. */
async function findWorkBelow(
  { deskWork }: FactsParts,
  { id }: FlowOfficer,
  { officer: asked }: Need,
  facts: Facts,
): Promise<Pick<Known, 'desk' | 'team' | 'backChecks' | 'areas'>> {
  const { beganAt } = facts;
  const [desk, team, backChecks, areas] = await Promise.all([
    asked.includes('desk') ? deskWork.listDesk(id, beganAt, mostNumbered) : facts.desk,
    asked.includes('team') ? deskWork.listTeam(id, beganAt) : facts.team,
    asked.includes('back-checks') ? deskWork.listBackChecks(id, beganAt, mostNumbered) : facts.backChecks,
    asked.includes('areas') ? deskWork.listAreas(id) : facts.areas,
  ]);
  return { desk, team, backChecks, areas };
}

async function findHouseholds(
  { directory }: FactsParts,
  idbdts: readonly string[],
): Promise<ReadonlyMap<string, HouseholdFacts | null>> {
  if (idbdts.length === 0) return new Map();
  const found = await directory.findHouseholds(idbdts);
  return new Map(idbdts.map((idbdt) => [idbdt, found.get(idbdt) ?? null]));
}

/** A village has some hundred households: all that were reported are looked at, so that the figures are whole. */
async function findProgress(
  { instrument, directory, officerWork }: FactsParts,
  { id, villages }: FlowOfficer,
): Promise<Progress> {
  const [counts, { households, reported }] = await Promise.all([
    officerWork.countReports([id]),
    officerWork.listProgress(villages),
  ]);
  const facts =
    reported.length === 0 ? new Map<string, HouseholdFacts>() : await directory.findHouseholds(reported);
  const open = reported.flatMap((idbdt) => {
    const household = facts.get(idbdt);
    return household ? openHousehold(instrument, household) : [];
  });
  return { households, reported: reported.length, open, counts: counts.get(id) ?? noCounts };
}

function openHousehold(instrument: Instrument, household: HouseholdFacts): OpenHousehold[] {
  const { isComplete, missingMembers } = completenessOf(instrument, stateOf(household));
  const { idbdt, headName } = household;
  return isComplete ? [] : [{ idbdt, head: maskName(headName), missingMembers }];
}
