import type { Command } from '../command.ts';
import { isReceipt } from '../receipts.ts';
import { readWithdrawal } from '../withdrawal-reading.ts';

/** `BATAL`: withdraws one of the officer's own reports by its receipt. */
export const batal = {
  keyword: 'BATAL',
  body: 'words',
  action: 'serve',
  needs: ['own-reports'],
  takesGlued: isReceipt,
  read: readWithdrawal,
} satisfies Command;
