export type Topic = 'inbox' | 'outbox' | 'progress';

/** What is done by the clock, not by a signal. */
export type RepeatedTopic = 'schedule';

/** The queue carries signals, never work: each says "look into the store". */
export interface Queue {
  /** Says that there is work. Never throws and never waits for a broken queue: the sweep finds what it missed. */
  signal(topic: Topic): void;
  /**
   * Calls `drain` on every signal and at least every second; never twice at once for one topic.
   * `stopping` is aborted by `stop`: a long drain then returns after the batch in hand.
   */
  consume(topic: Topic, drain: (stopping: AbortSignal) => Promise<unknown>): void;
  /**
   * Calls `run` every so often, once for all processes that share the queue; never twice at once in one process.
   * What it does must bear being done twice: a run is repeated when a process was killed in it, and each process runs
   * by itself while what they share is away.
   */
  repeat(topic: RepeatedTopic, everyMs: number, run: (stopping: AbortSignal) => Promise<unknown>): void;
  /** Null when well, else what is wrong, in one line. */
  problem(): Promise<string | null>;
  /** Stops taking, waits for the drains under way. */
  stop(): Promise<void>;
}
