/** Tokens that move between screens. On a screen that offers one, exactly that token is navigation. */
export interface Navigation {
  readonly back: string;
  readonly home: string;
  readonly next: string;
}

/** Those of every screen that could not be answered by one of them. */
export const navigation: Navigation = { back: '0', home: '00', next: '99' };

/** Keys of the hints at a screen's foot. */
export const navigationKeys = {
  back: 'screen.back',
  home: 'screen.home',
  next: 'screen.next',
} as const satisfies Record<keyof Navigation, string>;

const longest = 20;

/** The tokens of a screen: where one of the common ones could be its answer, a longer one of the same sign. */
export function navigationBeside(couldAnswer: (token: string) => boolean): Navigation {
  const clear = (usual: string, sign: string) => {
    if (!couldAnswer(usual)) return usual;
    for (let length = 3; length < longest; length += 1) {
      const token = sign.repeat(length);
      if (!couldAnswer(token)) return token;
    }
    throw new Error(`Every token of ${sign} could be an answer`);
  };
  return {
    back: clear(navigation.back, '0'),
    home: clear(navigation.home, '0'),
    next: clear(navigation.next, '9'),
  };
}
