import type { Role } from '../domain/workflow/roles.ts';

/** What a file brings. */
export type UploadKind = 'areas' | 'officers' | 'households' | 'members';

/**
 * - receiving: its bytes come
 * - checking, checked: read through without anything being written
 * - importing, imported: confirmed by its user
 * - failed: not CSV, or cut off; `fault` says which
 */
export type UploadState = 'receiving' | 'checking' | 'checked' | 'importing' | 'imported' | 'failed';

/** Why all of a file can't be imported: its form in words, or how it ended. */
export type UploadFault = string;

/** A row that is left out. The reason names columns and area codes, never a person. */
export interface RefusedRow {
  readonly line: number;
  readonly reason: string;
}

/** Who brings a file, and what they may write by it. */
export interface Uploader {
  readonly userId: number;
  /** BPS codes; `''` is everywhere. */
  readonly scope: readonly string[];
  /** Officers of lower roles only; null: of all. */
  readonly role: Role | null;
}

export interface Upload {
  readonly id: string;
  readonly userId: number;
  readonly kind: UploadKind;
  readonly fileName: string;
  readonly state: UploadState;
  readonly bytes: number;
  /** Of the bytes, those that the check or the import under way has read. */
  readonly bytesRead: number;
  /** Null before the check is over. */
  readonly rows: { readonly read: number; readonly good: number; readonly bad: number } | null;
  /** The first bad rows. */
  readonly bad: readonly RefusedRow[];
  readonly fault: UploadFault | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What a check or an import came to. */
export type ImportOutcome =
  | { readonly read: number; readonly written: number; readonly bad: readonly RefusedRow[] }
  | { readonly fault: UploadFault };

/** Reads a file of a kind as the command line does; a trial writes nothing. */
export type ImportFile = (
  stream: AsyncIterable<Uint8Array>,
  by: Uploader & { readonly isTrial: boolean },
) => Promise<ImportOutcome>;

export interface Uploads {
  /** A new upload in state `receiving`. */
  open(
    upload: { readonly id: string; readonly kind: UploadKind; readonly fileName: string },
    by: Uploader,
    now: Date,
  ): Promise<void>;
  append(id: string, number: number, bytes: Uint8Array): Promise<void>;
  read(id: string): Promise<(Upload & { readonly by: Uploader }) | null>;
  /** The newest first. */
  listOf(userId: number, limit: number): Promise<Upload[]>;
  /** Moves it from one state to another; false where it is not in the first, so that only one of two does the work. */
  move(id: string, from: UploadState, to: UploadState, now: Date): Promise<boolean>;
  /** Tells how far the reading is; a sign of life too. */
  advance(id: string, bytesRead: number, now: Date): Promise<void>;
  settle(id: string, state: 'checked' | 'imported', outcome: ImportOutcome, now: Date): Promise<void>;
  bytesOf(id: string): AsyncIterable<Uint8Array>;
  drop(id: string): Promise<void>;
  /** Forgets those made before a moment, and fails what has shown no sign of life since another. */
  clear(madeBefore: Date, silentSince: Date): Promise<void>;
}

/** What a file is refused for before it is read. */
export type RefusedFile = 'too-large' | 'empty';

export interface ImportUploads {
  /**
   * Keeps a file and sets about checking it.
   *
   * @returns its id, or why it is refused.
   */
  receive(
    stream: AsyncIterable<Uint8Array>,
    file: { readonly kind: UploadKind; readonly fileName: string },
    by: Uploader,
  ): Promise<{ readonly id: string } | RefusedFile>;
  /** Sets about importing a checked file; false where it is not checked, or is being imported by another click. */
  confirm(id: string): Promise<boolean>;
  /** Resolves when nothing is being read any more. */
  idle(): Promise<void>;
  /** Breaks off what is being read: it is rolled back or goes in again, which is harmless. */
  stop(): Promise<void>;
}
