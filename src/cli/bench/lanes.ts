/** How many requests or messages are in flight at once in every measurement that has any. */
export const laneCount = 64;

/** One turn of a lane's loop; it calls `finished` after each unit that it finished. */
export type Turn = (lane: number, finished: () => void) => Promise<void>;

/**
 * Keeps 64 lanes busy for some seconds, each with one unit in flight. A turn under way at the end is finished, and
 * what it finishes late is not counted.
 *
 * @returns units a second.
 * @throws what a turn throws.
 */
export async function runLanes(seconds: number, turn: Turn): Promise<number> {
  const begun = performance.now();
  const end = begun + seconds * 1_000;
  let count = 0;
  const finished = () => {
    if (performance.now() < end) count += 1;
  };
  const lanes = Array.from({ length: laneCount }, async (_, lane) => {
    while (performance.now() < end) await turn(lane, finished);
  });
  await Promise.all(lanes);
  return count / seconds;
}
