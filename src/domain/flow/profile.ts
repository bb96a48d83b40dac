/** What an operator's network allows. Indonesian figures are not public, so they are settings. */
export interface Profile {
  readonly name: string;
  /** Longest screen. Source: 3GPP TS 23.038 has 182 septets in 160 octets; some operators show 160. */
  readonly screenSeptets: number;
  /** How long a session lasts in all. */
  readonly sessionSeconds: number;
}

export const defaultProfile: Profile = { name: 'default', screenSeptets: 160, sessionSeconds: 180 };
