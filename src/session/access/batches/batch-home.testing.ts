import type { Account } from '@/core/log-ins/account';
import type { Device, DeviceId } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import type { DeviceKind } from '@/core/observation';
import { readSlotNote } from '@/credentials/authority/slot-note';
import type { Way } from '@/credentials/rotation/decide';
import type { Decision, Facts, Mark, Slot } from '@/credentials/rotation/facts';
import {
  openWorldDevice,
  type Credential,
  type Temper,
  type WorldDevice,
} from '@/credentials/rotation/world-device.testing';
import type { Rng } from '@/core/random.testing';
import { openStoryLog } from '@/core/story-log.testing';

/** One device of a home whose every password is replaced. */
export type DevicePlan = {
  readonly account: string;
  readonly way: Way;
  readonly temper: Temper;
  readonly kind: DeviceKind;
  /** class B: it answers its commands */
  readonly answers: boolean;
};

export type BatchDevice = DevicePlan & {
  readonly device: WorldDevice;
  offer: { readonly rotation: string; readonly credential: Credential } | null;
  readonly proofs: Set<string>;
};

/** One that neither takes a command nor answers it does not tell what it holds: once told, it waits for a person for ever. */
export function isAskable({ way, temper, answers }: Pick<DevicePlan, 'way' | 'temper' | 'answers'>): boolean {
  return way === 'one-slot' && (answers || temper !== 'ignores');
}

const ways: readonly Way[] = ['two-slots', 'one-slot', 'by-hand'];

type Stored = Slot & { readonly secret: string; readonly note: string | null; readonly madeAt: number };

export type BatchHome = ReturnType<typeof openBatchHome>;

/** A broker's account database and the devices that log in with it. `now`: the true time, which no browser knows. */
export function openBatchHome(plans: readonly DevicePlan[], rng: Rng, now: () => number) {
  const accounts = new Map<string, Stored>();
  const registers = new Map<string, string>();
  const story = openStoryLog(now);
  const { note, complain } = story;
  /** when the last queue was begun, and whether anything of it was begun since */
  let queue = { begunAt: Infinity, isFresh: false };
  let isCalm = false;

  const devices = new Map(plans.map((plan) => [plan.account, openDevice(plan)]));

  function openDevice(plan: DevicePlan): BatchDevice {
    const { account, way, temper } = plan;
    const username = `${account}.a`;
    const secret = `first of ${account}`;
    accounts.set(username, {
      username,
      secret,
      enabled: true,
      rotation: null,
      replaces: null,
      clientId: account,
      roles: [`dev:${account}`, `proof:${username}`],
      note: null,
      madeAt: -1,
    });
    const one: BatchDevice = {
      ...plan,
      offer: null,
      proofs: new Set(),
      device: openWorldDevice(
        way,
        temper,
        { username, secret },
        {
          get offer() {
            return one.offer;
          },
          slot: (name) => accounts.get(name),
          opens,
          prove: (rotation) => void one.proofs.add(rotation),
        },
        rng,
      ),
    };
    return one;
  }

  function opens({ username, secret }: Credential): boolean {
    const account = accounts.get(username);
    return account !== undefined && account.enabled && account.secret === secret;
  }

  /** the one thing that must never happen, to any of them */
  function check(after: string): void {
    for (const { account, device } of devices.values()) {
      if (!device.holds.some(opens)) complain(`${account} is locked out by ${after}`);
      if (device.connectedAs !== null && !opens(device.connectedAs)) device.cut();
    }
  }

  function registersOf<T extends string>(kind: 'sent' | 'dec', account: string): ReadonlyMap<string, T> {
    const prefix = `${kind}:${account}:`;
    const own = [...registers].filter(([name]) => name.startsWith(prefix));
    return new Map(own.map(([name, value]) => [name.slice(prefix.length), value as T])); // only a rotation writes there
  }

  function factsOf(
    { account, way, temper, answers, device, offer, proofs }: BatchDevice,
    startsWhenTold: number,
  ): Facts {
    const slots = [...accounts.values()].filter(({ clientId }) => clientId === account);
    const isPresent = device.connectedAs !== null;
    return {
      slots,
      marks: registersOf<Mark>('sent', account),
      decisions: registersOf<Decision>('dec', account),
      offer: offer?.rotation ?? null,
      proofs: new Set(proofs),
      litter: way === 'two-slots' && (offer !== null || proofs.size > 0),
      present: isPresent,
      keepsOld: false,
      holdsOld: false,
      isAskable: isAskable({ way, temper, answers }),
      cameBack: device.starts > startsWhenTold,
      livesWithout: new Set(isPresent ? slots.filter(({ enabled }) => !enabled).map(({ username }) => username) : []),
      isBlind: false,
    };
  }

  function change(username: string, part: Partial<Stored>): void {
    const account = accounts.get(username);
    if (account !== undefined) accounts.set(username, { ...account, ...part });
  }

  /** What a page lists: everything but the secrets. */
  function listed(): readonly (Account & { readonly note: string | null })[] {
    return [...accounts.values()].map(({ username, clientId, enabled, roles, note: text }) => ({
      username,
      clientId,
      disabled: !enabled,
      roles,
      groups: [],
      issuedAt: readSlotNote(text)?.at ?? null,
      connections: null,
      note: text,
    }));
  }

  /** The devices as every browser sees them. */
  function seen(): ReadonlyMap<DeviceId, Device> {
    return new Map(
      [...devices.values()].map(({ account, kind, way, device }): [DeviceId, Device] => {
        const handOver = way === 'two-slots' ? 'sealed' : way === 'one-slot' ? 'command' : null;
        const value = { username: null, clientId: account, handOver } as const;
        const reachability = device.connectedAs === null ? 'offline' : 'online';
        const login = { value, at: 0, retained: false, by: 'gatehouse' } as const;
        return [account, { ...emptyDevice(account), name: account, kind, reachability, login }];
      }),
    );
  }

  /** it has a log-in that was made in this queue, and no other one */
  function isDone(account: string): boolean {
    const own = [...accounts.values()].filter(({ clientId }) => clientId === account);
    return own.length === 1 && own.every(({ madeAt }) => madeAt >= queue.begunAt);
  }

  /** What is easiest to take back and missed least comes first: if that goes wrong, nothing else was touched. */
  function judgeFirst(account: string, isBusy: (other: string) => boolean): void {
    const first = devices.get(account);
    const rank = ({ way, kind }: DevicePlan) => ways.indexOf(way) * 2 + Number(kind === 'lock' || kind === 'hub');
    const better = [...devices.values()].find(
      (other) =>
        first !== undefined &&
        other.device.connectedAs !== null &&
        !isBusy(other.account) &&
        !isDone(other.account) &&
        rank(other) < rank(first),
    );
    if (queue.isFresh && isCalm && better !== undefined)
      complain(`the queue began with ${account}, not with ${better.account}`);
    queue = { ...queue, isFresh: false };
  }

  return {
    judgeFirst,
    calm() {
      isCalm = true;
    },
    /** `begunAt`: as its note says, which may have been long on its way */
    queueBegins(begunAt: number) {
      queue = { begunAt, isFresh: true };
    },
    isDone,
    accounts,
    registers,
    devices,
    log: story.log,
    note,
    complain,
    check,
    factsOf,
    change,
    listed,
    seen,
    get complaint() {
      return story.complaint;
    },
    create(slot: Omit<Stored, 'enabled' | 'roles' | 'rotation' | 'replaces' | 'madeAt'>) {
      if (accounts.has(slot.username)) return; // "Client already exists"
      const { rot = null, prev = null } = readSlotNote(slot.note) ?? {};
      accounts.set(slot.username, { ...slot, enabled: true, roles: [], rotation: rot, replaces: prev, madeAt: now() });
    },
    /** retained messages may be lost, the account database is not */
    kill() {
      for (const one of devices.values()) {
        if (rng() < 0.5) one.offer = null;
        if (rng() < 0.5) one.proofs.clear();
        one.device.cut();
      }
      note('the broker was killed');
    },
  };
}
