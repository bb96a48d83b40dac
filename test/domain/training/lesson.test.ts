import { describe, expect, it } from 'vitest';
import { lessonOf, lessonsOf } from '../../../src/domain/training/lesson.ts';
import { instrument } from '../../support/instrument.ts';

describe('lessons', () => {
  it('are one for each group of items of each form', () => {
    expect(lessonsOf(instrument).map(({ id, block }) => [id, block.width])).toEqual([
      ['v-visit', 8],
      ['rt-visit', 10],
      ['rt-housing', 23],
      ['rt-assets', 33],
      ['rt-programmes', 9],
      ['art-members', 49],
      ['kk-family-cards', 17],
      ['usaha-businesses', 8],
    ]);
  });

  it('leave out a form that only asks less than one before it', () => {
    expect(instrument.forms.has('ART_PRELIST')).toBe(true);
    expect(lessonsOf(instrument).filter(({ form }) => form.name === 'ART_PRELIST')).toEqual([]);
  });

  it('teach every typed item of a form', () => {
    const taught = new Set(lessonsOf(instrument).flatMap(({ block }) => block.items));
    const forms = [...instrument.forms.values()];
    const typed = forms.flatMap(({ blocks }) => blocks.flatMap(({ items }) => items));
    expect(typed.filter((item) => !taught.has(item))).toEqual([]);
  });

  it('are found by their id', () => {
    expect(lessonOf(instrument, 'rt-housing')?.block.name).toBe('housing');
    expect(lessonOf(instrument, 'RT-HOUSING')).toBeNull();
  });
});
