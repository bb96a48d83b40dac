/**
 * Makes a gate that runs one request of a session at a time within this process. The same request that comes
 * while it runs gets the same answer; another one of the session waits for it.
 */
export function makeSingleFlight<T>(): (
  session: string,
  request: string,
  run: () => Promise<T>,
) => Promise<T> {
  const flights = new Map<string, { readonly request: string; readonly answer: Promise<T> }>();
  return (session, request, run) => {
    const before = flights.get(session);
    if (before?.request === request) return before.answer;
    // Whoever waits tries on its own, whatever became of the one before it.
    const answer = before ? before.answer.then(run, run) : run();
    const flight = { request, answer };
    flights.set(session, flight);
    const leave = () => {
      if (flights.get(session) === flight) flights.delete(session);
    };
    answer.then(leave, leave);
    return answer;
  };
}
