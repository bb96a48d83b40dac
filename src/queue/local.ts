import type { Log, Queue, RepeatedTopic, Topic } from '../ports.ts';
import { type DrainLoop, makeDrainLoop } from './drain-loop.ts';

/**
 * The queue within one process: a signal wakes the drain at once. What other processes accept is found by the sweep,
 * each second.
 */
export function makeLocalQueue(log: Log): Queue {
  const loops = new Map<Topic | RepeatedTopic, DrainLoop>();
  return {
    signal(topic) {
      void loops.get(topic)?.wake();
    },
    consume(topic, drain) {
      loops.set(topic, makeDrainLoop(topic, drain, log));
    },
    repeat(topic, everyMs, run) {
      loops.set(topic, makeDrainLoop(topic, run, log, everyMs));
    },
    problem: async () => null,
    async stop() {
      await Promise.all([...loops.values()].map((loop) => loop.stop()));
    },
  };
}
