import { emptyRecord } from '@/core/firmware/firmware-record';

import { loadOnce } from '../load-once';
import { openRest } from '../rest';
import type { Desk, DeskParts, FirmwareSources } from './desk';

/** Versions change some times a month: a look a minute is often enough, and costs no message anything. */
const everyMs = 60_000;

/** The door to what is known of firmware: it, and all that reads catalogues, is fetched when a home has been looked over. */
export type FirmwareDesk = {
  /** the first look at the home at this address is over */
  lookedOver(home: string): void;
  leave(): void;
  /** what is remembered of the home can be read only now: the vault was opened, or made */
  recallAgain(): void;
  /** the vault was wiped, and what it held is gone */
  wiped(): void;
  tick(now: number): void;
  readonly answers: Desk['answers'];
};

/** null: a mere listener, which knows nothing beyond what devices say */
export function openFirmwareDesk(parts: Omit<DeskParts, 'sources'>, sources: FirmwareSources | null): FirmwareDesk {
  let desk: Desk | null = null;
  let home: string | null = null;
  let rest = openRest(everyMs);

  /** of this home it could not be had: it is asked for anew after a while */
  let missing: string | null = null;

  const load = loadOnce(async (): Promise<Desk | null> => {
    if (sources === null) return null;
    const { openDesk } = await import('./desk');
    return openDesk({ ...parts, sources });
  });

  async function enter(address: string): Promise<void> {
    missing = null;
    try {
      const loaded = await load();
      await loaded?.enter(address);
      if (home === address) desk = loaded;
    } catch {
      missing = address;
    }
  }

  const ask: <Q extends keyof Desk['answers']>(question: Q) => Desk['answers'][Q] = (question) =>
    ((about: never) => {
      if (desk !== null) return desk.answers[question](about);
      if (question === 'firmwareRecord') return emptyRecord;
      return {
        outcome: 'refused',
        reason: 'Your home was not looked over yet. Try again when it is connected, in a moment.',
      };
    }) as Desk['answers'][typeof question]; // each question has one of these two as an answer

  return {
    lookedOver(address) {
      if (home === address || sources === null) return;
      home = address;
      rest = openRest(everyMs);
      void enter(address);
    },
    leave() {
      home = null;
      desk = null;
    },
    recallAgain() {
      if (home !== null) void enter(home);
    },
    wiped: () => desk?.wiped(),
    tick(now) {
      if (home === null || (desk === null && missing !== home) || !rest.isDue(now)) return;
      if (desk === null) void enter(home);
      else desk.look(now);
    },
    answers: {
      firmwareRecord: ask('firmwareRecord'),
      importCatalog: ask('importCatalog'),
      saveFirmwareFact: ask('saveFirmwareFact'),
      forgetFirmwareFact: ask('forgetFirmwareFact'),
    },
  };
}
