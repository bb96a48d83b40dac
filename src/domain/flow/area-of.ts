import type { AreaWork } from '../workflow/desk.ts';
import type { View } from './node-type.ts';
import type { OpenForm } from './state.ts';

const idbdtWidth = 16;

/** An area as the household of a form: its code and zeros. */
export function areaKey(code: string): string {
  return code.padEnd(idbdtWidth, '0');
}

/** The area of an open form; null for one that is not on the officer's list. */
export function areaOf({ areas = [] }: View, { digits }: OpenForm): AreaWork | null {
  return areas.find(({ code }) => code === digits.area) ?? null;
}
