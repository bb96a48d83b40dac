import type { Form } from '../instrument/instrument.ts';

/** Single answers are mended whatever form they came by: it narrows no codes. */
export const anyForm: Form = {
  name: 'F',
  title: { id: 'F', en: 'F' },
  blocks: [],
  width: 0,
  partner: null,
  allowed: new Map(),
  repeats: false,
  key: null,
};
