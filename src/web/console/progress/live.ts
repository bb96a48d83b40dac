import type { ProgressReader } from '../../../ports.ts';
import type { SendEvent } from '../reply.ts';
import { headFigures } from './figures.ts';

/** How often figures are looked at while somebody listens. */
const lookMs = 3_000;

/** Tells listeners of an area when its figures change; one look serves them all. */
export interface LiveFigures {
  listen(code: string, progress: ProgressReader, send: SendEvent): () => void;
}

type Figures = ReturnType<typeof headFigures>;

interface Watch {
  readonly listeners: Set<SendEvent>;
  /** What was told last; null before the first look. */
  readonly told: () => Figures | null;
  stop(): void;
}

export function makeLiveFigures(everyMs = lookMs): LiveFigures {
  const watches = new Map<string, Watch>();
  return {
    listen(code, progress, send) {
      const watch = watches.get(code) ?? startWatch(code, progress, everyMs);
      watches.set(code, watch);
      watch.listeners.add(send);
      const told = watch.told();
      if (told) send('figures', told);
      return () => {
        watch.listeners.delete(send);
        if (watch.listeners.size > 0) return;
        watch.stop();
        watches.delete(code);
      };
    },
  };
}

/** A look that fails is left out: the store may be away for a while. */
function startWatch(code: string, progress: ProgressReader, everyMs: number): Watch {
  const listeners = new Set<SendEvent>();
  let told: Figures | null = null;
  const look = async () => {
    const area = await progress.readArea(code).catch(() => null);
    if (!area) return;
    const figures = headFigures(area);
    if (JSON.stringify(figures) === JSON.stringify(told)) return;
    told = figures;
    for (const send of listeners) send('figures', figures);
  };
  const timer = setInterval(look, everyMs);
  timer.unref();
  return { listeners, told: () => told, stop: () => clearInterval(timer) };
}
