/** Tokens that move between screens. On a screen that offers one, exactly that token is navigation. */
export const navigation = { back: '0', home: '00', next: '99' } as const;

/** Keys of the hints at a screen's foot. */
export const navigationKeys = {
  back: 'screen.back',
  home: 'screen.home',
  next: 'screen.next',
} as const satisfies Record<keyof typeof navigation, string>;
