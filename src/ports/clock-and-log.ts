/** The clock, passed in so that nothing reads it on its own. */
export type Clock = () => Date;

/** Structured log: fields hold ids and masked MSISDNs, never text, NIK or names. */
export interface Log {
  info(fields: object, event: string): void;
  warn(fields: object, event: string): void;
  error(fields: object, event: string): void;
  debug(fields: object, event: string): void;
}
