import { hash, verify } from '@node-rs/argon2';

/** What a hash costs. */
export interface PasswordCost {
  readonly memoryCost: number;
  readonly timeCost: number;
  readonly parallelism: number;
}

/** 19 MiB and two passes of argon2id, the library's default kind. Source: OWASP Password Storage Cheat Sheet. */
export const passwordCost: PasswordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A password's hash in PHC form, salt included. */
export function hashPassword(password: string, cost: PasswordCost = passwordCost): Promise<string> {
  return hash(password.normalize('NFKC'), cost);
}

/** Of no password: who tries a name that is nobody's waits as long as for one that is somebody's. */
const hashOfNobody =
  '$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

/** Whether a password is the one of a hash; never for null, which takes as long. */
export async function isPasswordOf(hashed: string | null, password: string): Promise<boolean> {
  const isRight = await verify(hashed ?? hashOfNobody, password.normalize('NFKC'));
  return isRight && hashed !== null;
}
