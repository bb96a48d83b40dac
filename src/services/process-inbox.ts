import type { NikAreas } from '../domain/identity/nik-areas.ts';
import type { Officer } from '../domain/workflow/officer.ts';
import type { BatchLookup, BatchResult, ClaimedMessage, Clock, Log, Processing } from '../ports.ts';
import { findBatchFacts } from './batch-facts.ts';
import { type Definitions, openLedger } from './batch-ledger.ts';
import { makePartJoiner, partOf } from './hand-split.ts';
import { type Inbound, openInbound, signedInId } from './open-inbound.ts';

/** Rows claimed at once: enough that a row costs little more than its bytes, few enough to keep locks short. */
export const defaultBatchSize = 500;

export interface ProcessInboxParts extends Definitions {
  readonly processing: Processing;
  readonly clock: Clock;
  readonly log: Log;
  readonly batchSize?: number;
  /** Batches in flight at once, see {@link lanesFor}. */
  readonly lanes?: number;
  /** Which areas give out NIKs; asked before each batch, so it is kept at hand. */
  readonly nikAreas?: () => Promise<NikAreas>;
  /** Told of every report read, for the metrics. */
  readonly onProcessed?: (outcome: string, secondsSinceReceipt: number) => void;
}

/**
 * How many batches one process has in flight: one computes while the other waits for PostgreSQL, and a third would
 * find both busy. The embedded store works in one process beside us and has no time to gain.
 */
export function lanesFor({ isEmbedded }: { readonly isEmbedded: boolean }): number {
  return isEmbedded ? 1 : 2;
}

/**
 * Makes the use case "read what waits in the inbox": claims rows in batches until none is left, reads each to a
 * verdict, translates what was accepted, and has all of it written, one transaction a batch.
 *
 * @returns a drain that tells how many rows it read, and returns after the batch in hand once `stopping` is aborted.
 */
export function makeProcessInbox(parts: ProcessInboxParts): (stopping?: AbortSignal) => Promise<number> {
  return async function drain(stopping) {
    const lanes = Array.from({ length: parts.lanes ?? 1 }, () => drainLane(parts, stopping));
    // A lane that fails doesn't leave the others behind: nobody would wait for their batch in hand.
    const ended = await Promise.allSettled(lanes);
    return ended.reduce((total, lane) => {
      if (lane.status === 'rejected') throw lane.reason;
      return total + lane.value;
    }, 0);
  };
}

/** Claims and reads until nothing is left that no other batch holds. */
async function drainLane(parts: ProcessInboxParts, stopping: AbortSignal | undefined): Promise<number> {
  const limit = parts.batchSize ?? defaultBatchSize;
  let total = 0;
  while (!stopping?.aborted) {
    const nikAreas = await parts.nikAreas?.();
    const claimed = await parts.processing.processBatch(limit, (messages, lookup) =>
      readBatch(parts, messages, lookup, nikAreas),
    );
    total += claimed;
    if (claimed === 0) break;
  }
  return total;
}

async function readBatch(
  parts: ProcessInboxParts,
  messages: readonly ClaimedMessage[],
  lookup: BatchLookup,
  nikAreas: NikAreas | undefined,
): Promise<BatchResult> {
  const now = parts.clock();
  const opened = await openAll(messages, await findReporters(messages, lookup), lookup);
  const ledger = openLedger(parts, { ...(await findBatchFacts(opened, lookup, now)), nikAreas });
  for (const inbound of opened) {
    try {
      const outcome = ledger.enter(inbound);
      parts.onProcessed?.(outcome, (now.getTime() - inbound.message.receivedAt.getTime()) / 1000);
    } catch (error) {
      // A fault of ours in reading one row: it is tried again and later set aside; the others go on.
      const fault = error instanceof Error ? error.name : 'unknown fault';
      parts.log.error({ inboxId: inbound.message.id, fault, stack: stackOf(error) }, 'inbox.read-failed');
      ledger.fail(inbound.message.id, fault);
    }
  }
  return ledger.result();
}

type ReporterOf = (message: ClaimedMessage) => Officer | null;

/** Who reports: whose number it is; on a borrowed phone who had signed in there. */
async function findReporters(
  messages: readonly ClaimedMessage[],
  lookup: Pick<BatchLookup, 'findOfficers' | 'findOfficersById'>,
): Promise<ReporterOf> {
  const ids = new Map(messages.map((message) => [message.id, signedInId(message)]));
  const bySender = await lookup.findOfficers(unique(messages.map((message) => message.sender)));
  const named = unique([...ids.values()].filter((id) => id !== null));
  const byId = named.length > 0 ? await lookup.findOfficersById(named) : new Map<number, Officer>();
  return (message) => {
    const id = ids.get(message.id) ?? null;
    return (id === null ? bySender.get(message.sender) : byId.get(id)) ?? null;
  };
}

/** Opens the messages in order. Only for senders with a part of a message is it looked up what came before. */
async function openAll(
  messages: readonly ClaimedMessage[],
  reporterOf: ReporterOf,
  lookup: BatchLookup,
): Promise<Inbound[]> {
  const inParts = messages.filter((message) => reporterOf(message) !== null && partOf(message) !== null);
  const senders = unique(inParts.map(({ sender }) => sender));
  const join = makePartJoiner(senders.length > 0 ? await lookup.findParts(senders) : []);
  return messages.map((message) => openInbound(message, reporterOf(message), join));
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

/** The frames of a stack without its first line, whose message may carry what a phone sent. */
function stackOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return error.stack?.slice(error.stack.indexOf('\n    at ') + 1);
}
