import { objectIn } from '../program';

/** A Nuki Keypad: who has a code, and nothing tells which. Changed in place by what it is told. */
export type Keypad = {
  /** what the hub says on `keypad/json`: never the codes themselves */
  told(): readonly object[];
  /** a message on `keypad/actionJson`; returns what is said on `keypad/commandResultJson` */
  act(payload: string, now: number): string;
  opens(code: string): boolean;
};

type Entry = {
  readonly codeId: number;
  code: string;
  name: string;
  isOn: boolean;
  readonly createdAt: number;
  until: string | null;
};

const mostCodes = 200;
const mostNameBytes = 20;
/** six digits, no zero, and not beginning with 12 */
const codeShape = /^(?!12)[1-9]{6}$/;

export function openKeypad(first: readonly Pick<Entry, 'code' | 'name'>[], startAt: number): Keypad {
  let lastId = 0;
  const entries = new Map<number, Entry>();
  for (const { code, name } of first) add(code, name, startAt);

  function add(code: string, name: string, at: number, until: string | null = null): void {
    lastId += 1;
    entries.set(lastId, { codeId: lastId, code, name, isOn: true, createdAt: at, until });
  }

  function act(payload: string, now: number): string {
    const wanted = objectIn(payload);
    if (wanted === null) return 'invalidJson';
    const code = textIn(wanted['code']);
    const name = textIn(wanted['name']);
    const entry = entries.get(Number(textIn(wanted['codeId'])));
    const until = textIn(wanted['timeLimited']) === '1' ? textIn(wanted['allowedUntil']) : null;
    switch (wanted['action']) {
      case 'add':
        if (code === null) return 'noCodeSet';
        if (!codeShape.test(code)) return 'noValidCodeSet';
        if (name === null) return 'noNameSet';
        if (entries.size >= mostCodes || isTaken(code)) return 'failed';
        add(code, cut(name), now, until);
        return 'success';
      case 'update':
        if (entry === undefined) return 'noExistingCodeIdSet';
        if (code !== null && !codeShape.test(code)) return 'noValidCodeSet';
        if (code !== null && isTaken(code, entry)) return 'failed';
        entry.code = code ?? entry.code;
        entry.name = name === null ? entry.name : cut(name);
        entry.isOn = wanted['enabled'] === undefined ? entry.isOn : textIn(wanted['enabled']) === '1';
        entry.until = until;
        return 'success';
      case 'delete':
        if (entry === undefined) return 'noExistingCodeIdSet';
        entries.delete(entry.codeId);
        return 'success';
      default:
        return 'noActionSet';
    }
  }

  const isTaken = (code: string, own?: Entry) =>
    [...entries.values()].some((entry) => entry !== own && entry.code === code);

  return {
    told: () =>
      [...entries.values()].map(({ codeId, name, isOn, createdAt, until }) => ({
        codeId,
        enabled: Number(isOn),
        name,
        dateCreated: new Date(createdAt).toISOString().slice(0, 19).replace('T', ' '),
        lockCount: 0,
        timeLimited: Number(until !== null),
        ...(until !== null && { allowedUntil: until }),
      })),
    act,
    opens: (code) => [...entries.values()].some((entry) => entry.isOn && entry.code === code),
  };
}

/** It takes numbers for texts, and texts for numbers. */
function textIn(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

/** A name that is longer is cut in the lock, between bytes. */
function cut(name: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(name).slice(0, mostNameBytes));
}
