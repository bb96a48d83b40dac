import { CommandFailure } from '../errors.ts';

/** The part of `ussd-menu-builder` that is measured; a tool of ours, so it may not be installed. */
interface Menu {
  startState(options: StateOptions): unknown;
  state(name: string, options: StateOptions): unknown;
  con(text: string): void;
  end(text: string): void;
  run(args: { sessionId: string; phoneNumber: string; serviceCode: string; text: string }): Promise<string>;
}

interface StateOptions {
  readonly run: () => void;
  readonly next?: Readonly<Record<string, string>>;
}

/** As many entries as the first page of an enumerator's menu. */
const entries = 6;

/**
 * A menu of the same size as a dialogue that reports a visit, with ussd-menu-builder: dial, menu, household, digits,
 * confirmation. It looks nothing up and checks nothing.
 *
 * @returns what takes one step; null where the library is not installed.
 */
export async function openMenuBuilder(): Promise<((text: string) => Promise<string>) | null> {
  const Builder = await importBuilder();
  if (Builder === null) return null;
  const menu = new Builder();
  const lines = Array.from({ length: entries }, (_, index) => `${index + 1} Pilihan contoh`);
  const others = lines.slice(1).map((_, index) => [String(index + 2), 'other'] as const);
  menu.startState({
    run: () => menu.con(lines.join('\n')),
    next: { 1: 'household', ...Object.fromEntries(others) },
  });
  menu.state('other', { run: () => menu.end('Contoh') });
  menu.state('household', {
    run: () => menu.con('Ketik nomor rumah tangga\n0 kembali'),
    next: { '*\\d+': 'digits' },
  });
  menu.state('digits', {
    run: () => menu.con('Ketik angka dari formulir\n0 kembali'),
    next: { '*\\d+': 'confirm' },
  });
  menu.state('confirm', { run: () => menu.con('Benar?\n1 kirim\n0 kembali'), next: { 1: 'done' } });
  menu.state('done', { run: () => menu.end('Laporan diterima') });
  return async (text) => {
    const answer = await menu.run({
      sessionId: 'bench',
      phoneNumber: '+6281200000001',
      serviceCode: '*384*94#',
      text,
    });
    if (!/^(?:CON|END) /.test(answer)) throw new CommandFailure('ussd-menu-builder gave no screen');
    return answer;
  };
}

async function importBuilder(): Promise<(new () => Menu) | null> {
  // Not by a plain name: the program must compile and start where the library is not.
  const name = 'ussd-menu-builder';
  try {
    const loaded: { default: new () => Menu } = await import(name);
    return loaded.default;
  } catch {
    return null;
  }
}
