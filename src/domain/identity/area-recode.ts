import { z } from 'zod';
import { BpsCode, KemendagriCode } from './area-code.ts';

/** An area that got another Kemendagri code, as a fact of the country; its BPS code stayed. */
export const AreaRecode = z.strictObject({
  bps: BpsCode,
  /** As Kemendagri calls it now. */
  name: z.string().min(1),
  before: KemendagriCode,
  now: KemendagriCode,
  /** First day of the code that is in force now. */
  since: z.iso.date(),
});
export type AreaRecode = z.infer<typeof AreaRecode>;
