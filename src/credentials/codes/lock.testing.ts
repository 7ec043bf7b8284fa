import type { CodeCommand, CodeKeeping, LockCodes } from '@/core/codes/lock-code';
import { codesAfter } from '@/core/codes/lock-code';

import type { CodePort } from './code-port';

const chosen: CodeKeeping = {
  rules: { minDigits: 4, maxDigits: 8, without: '', notAtStart: '' },
  firstSlot: 1,
  capacity: null,
  places: 'chosen',
  nameBytes: null,
  keepsEnds: false,
};
export const given: CodeKeeping = { ...chosen, places: 'given', capacity: 200, nameBytes: 20, keepsEnds: true };

export type Faults = {
  /** does it lose the `n`th message to the lock, or the lock's answer to it */
  readonly losesCommand: (n: number) => boolean;
  readonly losesAnswer: (n: number) => boolean;
  /** it says nothing and does nothing */
  readonly refuses: (command: Extract<CodeCommand, { type: 'set-code' | 'remove-code' }>) => boolean;
  /** says why it refused */
  readonly explains: boolean;
  /** how long the way to it takes, ms */
  readonly delayMs: number;
};
const noFaults: Faults = {
  losesCommand: () => false,
  losesAnswer: () => false,
  refuses: () => false,
  explains: false,
  delayMs: 300,
};

/** A lock with a table, and a network before it, in virtual time. */
export function simulateLock(
  table: Readonly<Record<number, string>>,
  keeping: CodeKeeping = chosen,
  faults: Partial<Faults> = {},
) {
  const { losesCommand, losesAnswer, refuses, explains, delayMs } = { ...noFaults, ...faults };
  const places = keeping.capacity ?? 6;
  const codes = new Map(Object.entries(table).map(([slot, code]) => [Number(slot), { code, name: `of ${slot}` }]));
  const due: { at: number; happen: () => void }[] = [];
  const sent: CodeCommand[] = [];
  const stop = new AbortController();
  let now = 1_000_000;
  let told: LockCodes | null = codesAfter(
    null,
    { keeping, slots: tableNow(), isWhole: true },
    { at: 0, retained: true },
  );
  let refusal: { readonly at: number; readonly why: string } | null = null;
  let nextId = 100;
  let n = 0;

  function tableNow() {
    return [...codes].map(([slot, { name }]) => ({ slot, use: 'used' as const, name }));
  }

  function later(happen: () => void): void {
    due.push({ at: now + delayMs, happen });
  }

  function tell(slot: number | null): void {
    const mine = n;
    later(() => {
      if (losesAnswer(mine)) return;
      const isWhole = keeping.places === 'given';
      const inRange = slot === null || (slot >= keeping.firstSlot && slot < keeping.firstSlot + places);
      if (!inRange) return; // such a lock says nothing of places it has not
      const slots = isWhole
        ? tableNow()
        : [{ slot: slot ?? 0, use: codes.has(slot ?? 0) ? ('used' as const) : ('free' as const) }];
      told = codesAfter(told, { keeping, slots, isWhole }, { at: now, retained: false });
    });
  }

  function obey(command: CodeCommand): void {
    if (command.type === 'read-code') return tell(command.slot);
    const isDuplicate =
      command.type === 'set-code' &&
      [...codes].some(([slot, { code }]) => code === command.code && slot !== command.slot);
    if (isDuplicate || refuses(command)) {
      if (explains) refusal = { at: now, why: 'that code exists already' };
      return;
    }
    if (command.type === 'remove-code') return void codes.delete(command.slot);
    codes.set(command.slot ?? nextId++, { code: command.code, name: command.name });
  }

  const port: CodePort = {
    codes: () => told,
    async send(command) {
      sent.push(command);
      const mine = ++n;
      if (!losesCommand(mine)) later(() => obey(command));
      return true;
    },
    isForbidden: () => false,
    refusalSince: (since) => (refusal !== null && refusal.at >= since ? refusal.why : null),
    async change(ms) {
      const next = due.toSorted((one, other) => one.at - other.at)[0];
      if (next === undefined || next.at > now + ms) {
        now += ms;
        return;
      }
      due.splice(due.indexOf(next), 1);
      now = Math.max(now, next.at);
      next.happen();
    },
    clock: () => now,
    random: () => 0,
    claim: async () => true,
    release: async () => {},
    dispute: async () => {},
    signal: stop.signal,
  };

  return {
    port,
    sent,
    opens: (code: string) => [...codes.values()].some((one) => one.code === code),
    at: (slot: number) => codes.get(slot)?.code ?? null,
    /** what is on its way arrives */
    settle() {
      while (due.length > 0) {
        const next = due.shift();
        now = Math.max(now, next?.at ?? 0);
        next?.happen();
      }
    },
    elapsedMs: () => now - 1_000_000,
  };
}
