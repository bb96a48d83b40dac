import type { Crumb } from '../reply.ts';
import type { Visit } from '../route.ts';

/** The way back to the list of lessons. */
export function trainingCrumbs({ say }: Visit): Crumb[] {
  return [{ text: say('training.title'), href: '/training' }];
}
