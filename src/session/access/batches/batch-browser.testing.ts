import type { Home } from '@/core/home';
import type { Listed } from '@/credentials/authority/authority';
import { accessRows } from '@/credentials/access-rows';
import { deviceOf } from '@/credentials/rotation/facts';
import { openHeldLogin } from '@/credentials/rotation/held-login';
import { runRotation, type Act, type RotationPort, type RunningRotation } from '@/credentials/rotation/run';
import type { Rng } from '@/core/random.testing';

import type { Office } from '../admin';
import { isAskable, type BatchDevice, type BatchHome } from './batch-home.testing';
import { openBatches } from './batches';
import type { VirtualTime } from '@/core/virtual-time.testing';

/** What becomes of what is sent, and when: decided by the story. */
export type Wire = {
  /** how long it is on its way; null: it is lost */
  there(): number | null;
  /** how long the answer is; null: it is lost */
  back(): number | null;
};

type Running = { readonly run: RunningRotation; readonly isTidying: boolean; readonly since: number; stop(): void };

export type BatchBrowser = ReturnType<typeof openBatchBrowser>;

type Parts = {
  readonly name: string;
  readonly home: BatchHome;
  readonly time: VirtualTime;
  readonly wire: Wire;
  readonly rng: Rng;
  /** how wrong its clock is */
  readonly skewMs: number;
  /** by a clock that goes wrong what is older than the queue looks younger */
  readonly hasWrongClocks: boolean;
  /** the broker is one that is to be left in peace between two devices */
  readonly isCareful: boolean;
};

const firstDay = Date.UTC(2026, 10, 24);
const answerMs = 10_000;
/** what `port-over-broker.ts` says of itself */
const restartAgainMs = 60_000;
/** what `batches.ts` says of itself */
const patienceMs = 3 * 60_000;
const restMs = 2_000;
const isQueue = (key: string) => /^batch:[^:]+$/.test(key);
const done: Act = { outcome: 'done' };
const unanswered: Act = { outcome: 'unanswered' };
const failed = { outcome: 'failed', failure: { kind: 'unanswered' } } as const;

/** A browser in which an administrator is signed in. The queue and the engine in it are the real ones. */
export function openBatchBrowser({ name, home, time, wire, rng, skewMs, hasWrongClocks, isCareful }: Parts) {
  const running = new Map<string, Running>();
  let isOpen = true;
  /** a person has said that it is to go on, and nothing has spoken against it since */
  let mayBegin = false;
  let words = 0;
  let lastEndedAt = -Infinity;

  /** Something on its way to the broker and back. A browser that is closed does not go on with anything. */
  function call<T, L>(apply: () => T, lost: L): Promise<T | L> {
    return new Promise((resolve) => {
      if (!isOpen) return;
      const answer = (value: T | L) => void (isOpen && resolve(value));
      const giveUp = time.later(answerMs, () => answer(lost));
      const there = wire.there();
      if (there === null) return;
      time.later(there, () => {
        const result = apply();
        home.check(name);
        const back = wire.back();
        if (back === null) return;
        time.later(back, () => {
          giveUp();
          answer(result);
        });
      });
    });
  }

  const act = (apply: () => void): Promise<Act> => call(() => (apply(), done), unanswered);

  function portOf(one: BatchDevice): RotationPort {
    const { account, way, device, answers } = one;
    let startsWhenTold = Infinity;
    let restartedAt = -Infinity;
    /** it says that it is set to another log-in than it is in with, so it is told to start with it, as the real port does */
    const restart = () => {
      const isWaiting = device.connectedAs !== null && device.holds[0]?.username !== device.connectedAs.username;
      if (!isWaiting || time.now() - restartedAt < restartAgainMs) return;
      restartedAt = time.now();
      if (rng() < 0.2) return; // it is lost
      void call(() => {
        if (device.connectedAs === null) return;
        device.power(false);
        device.power(true);
      }, undefined);
    };
    // a device says to what it is set, whether it has started with that or not
    const held = openHeldLogin(
      () =>
        call(() => (device.connectedAs === null || !isAskable(one) ? null : (device.holds[0]?.username ?? null)), null),
      time.now,
    );
    const register = (kind: 'sent' | 'dec', rotation: string, value: string) =>
      act(() => {
        const key = `${kind}:${account}:${rotation}`;
        if (!home.registers.has(key)) home.registers.set(key, value);
      });
    return {
      async observe() {
        const facts = await call(() => home.factsOf(one, startsWhenTold), null);
        if (facts === null || way !== 'one-slot') return facts;
        restart();
        return { ...facts, holdsOld: held.isOld({ ...facts, isPresent: facts.present, isIn: null }) };
      },
      create: ({ username, password, clientId, note }) =>
        act(() => home.create({ username, secret: password, clientId, note })),
      grant: (username, role) =>
        act(() => {
          const roles = home.accounts.get(username)?.roles ?? [];
          if (!roles.includes(role)) home.change(username, { roles: [...roles, role] });
        }),
      mark: (_, rotation, value) => register('sent', rotation, value),
      decide: (_, rotation, value) => register('dec', rotation, value),
      handOver: ({ rotation, username, password }) =>
        call(() => {
          const credential = { username, secret: password };
          if (way === 'two-slots') one.offer = { rotation, credential };
          const { starts } = device;
          // Tasmota hears at QoS 0, and says nothing
          const isHeard = way !== 'one-slot' || (rng() < 0.8 && device.receive(credential));
          if (!isHeard && answers) return unanswered;
          startsWhenTold = starts;
          return done;
        }, unanswered),
      disable: (username) => act(() => home.change(username, { enabled: false })),
      enable: (username) => act(() => home.change(username, { enabled: true })),
      reconsider: (_, rotation) => act(() => void home.registers.delete(`dec:${account}:${rotation}`)),
      remove: (username) => act(() => void home.accounts.delete(username)),
      clear: () =>
        act(() => {
          one.offer = null;
          one.proofs.clear();
          device.endProving();
        }),
      forget: (_, rotation) =>
        act(() => {
          home.registers.delete(`sent:${account}:${rotation}`);
          home.registers.delete(`dec:${account}:${rotation}`);
        }),
      change: (ms) => new Promise((resolve) => void time.later(ms * (0.3 + 0.7 * rng()), resolve)),
    };
  }

  function carryOn(account: string, wish: 'start' | 'finish', isTidying: boolean): void {
    const one = home.devices.get(account);
    if (one === undefined) return;
    const stopping = new AbortController();
    const run = runRotation({
      subject: { account, device: account, name: account, spokenName: account, way: one.way },
      wish,
      port: portOf(one),
      by: 'admin',
      clock: () => firstDay + time.now() + skewMs,
      steady: time.now,
      newPassword: () => `secret ${rng()}`,
      newRotation: () => `r${Math.floor(rng() * 1e9)}`,
      left: null,
      onProgress: () => {},
      usualMs: () => null,
      signal: stopping.signal,
    });
    const entry: Running = {
      run,
      isTidying,
      since: time.now(),
      stop() {
        stopping.abort();
        if (running.get(account) === entry) running.delete(account);
      },
    };
    running.set(account, entry);
    void run.ended.then(({ outcome, sentence }) => {
      if (running.get(account) !== entry) return;
      running.delete(account);
      if (isTidying) return;
      home.note(`${name}: ${account} ${outcome ?? 'stopped'}: ${sentence}`);
      if (wish === 'start') lastEndedAt = time.now();
      void resume(account);
    });
  }

  /** As `rotations.ts` does it: what has two accounts, or registers of what is over, is carried on. */
  async function resume(only?: string): Promise<void> {
    const read = await list();
    if (read.outcome === 'failed') return;
    for (const account of new Set(read.accounts.map(deviceOf))) {
      if (running.has(account) || (only !== undefined && only !== account)) continue;
      const isTidying = read.accounts.filter((one) => deviceOf(one) === account).length < 2;
      const isOver = ![...read.registers.keys()].some(
        (key) => key.split(':')[1] === account && !key.startsWith('batch'),
      );
      if ((isTidying && isOver) || (!isTidying && only !== undefined)) continue;
      carryOn(account, 'finish', isTidying);
    }
  }

  const list = () =>
    call(
      (): Listed => ({ outcome: 'done', accounts: home.listed(), roles: [], registers: new Map(home.registers) }),
      failed,
    );

  const standingQueue = () => [...home.registers.keys()].find(isQueue);

  /** What the queue must not do when it begins with the next one. */
  function judge(account: string): void {
    const one = home.devices.get(account);
    const others = [...running].filter(([other, { isTidying }]) => other !== account && !isTidying);
    const isHurried = others.some(([, { since }]) => time.now() - since < patienceMs);
    home.note(`${name} begins with ${account}`);
    if (!mayBegin) home.complain(`${name} began with ${account} though nobody said that it is to go on`);
    if (isHurried)
      home.complain(`${name} began with ${account} while ${others.map(([other]) => other).join(', ')} is under way`);
    if (one === undefined || one.way === 'by-hand') home.complain(`${name} began with ${account}, which a person does`);
    if (one?.device.connectedAs === null && !wasHere(account))
      home.complain(`${name} began with ${account}, which is away`);
    if (!hasWrongClocks) home.judgeFirst(account, (other) => running.has(other));
    if (isCareful && time.now() - lastEndedAt < restMs) home.complain(`${name} left the broker no rest`);
  }

  /** it may have gone in the time that reading takes */
  const lastHere = new Map<string, number>();
  const wasHere = (account: string) => time.now() - (lastHere.get(account) ?? 0) < 2 * answerMs;

  const batches = openBatches({
    home: {
      get devices() {
        for (const { account, device } of home.devices.values())
          if (device.connectedAs !== null) lastHere.set(account, time.now());
        return home.seen();
      },
    } as Home, // all of it that a queue reads
    office: () => (isOpen ? office : null),
    // no role says anything here, so every device is believed
    rowsOf: async ({ username }, { accounts }) =>
      accessRows(
        accounts,
        { roles: new Map(), groups: new Map(), speechesOf: () => [] },
        home.seen().values(),
        username,
        new Set(),
      ),
    rotations: {
      async start(username) {
        const account = deviceOf({ username, clientId: null });
        judge(account);
        const read = await list();
        if (read.outcome === 'failed') return { outcome: 'refused', reason: 'The broker does not answer. Try again.' };
        const before = running.get(account);
        if (before?.isTidying === false) return { outcome: 'refused', reason: 'It is being changed already.' };
        before?.stop();
        carryOn(account, 'start', false);
        return { outcome: 'started' };
      },
      async whenEnded(account) {
        const queue = standingQueue();
        const ended = await running.get(account)?.run.ended;
        if (ended?.outcome == null) return null;
        // until a person has seen it; of a queue that somebody has ended nobody need see anything before he begins another
        if (ended.outcome !== 'replaced' && standingQueue() === queue) mayBegin = false;
        return ended;
      },
      running: () => new Set([...running].filter(([, { isTidying }]) => !isTidying).map(([account]) => account)),
      took: () => [],
    },
    isBackedUp: async () => true,
    onWithoutBackup: () => home.complain(`${name} began without a backup`),
    clock: () => firstDay + time.now() + skewMs,
    steady: time.now,
    randomBytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(rng() * 256)),
  });

  const office = {
    username: 'admin',
    warnings: isCareful ? ['loses-accounts-in-a-crash'] : [],
    authority: {
      list,
      register: (key: string, value: string) =>
        call(() => {
          const before = home.registers.get(key);
          // of two that were begun at the same moment the first one counts
          if (isQueue(key) && ![...home.registers.keys()].some(isQueue))
            home.queueBegins((JSON.parse(value) as { at: number }).at - firstDay);
          home.registers.set(key, before ?? value);
          home.note(`${name} writes ${key}: ${before ?? value}`);
          return { outcome: before === undefined ? 'owned' : 'taken', value: before ?? value } as const;
        }, failed),
      remove: ({ register }: { readonly register: string }) =>
        call(() => {
          home.registers.delete(register);
          home.note(`${name} empties ${register}`);
          return { outcome: 'done' } as const;
        }, failed),
    },
  } as unknown as Office; // all of it that a queue asks

  void resume();

  /** It holds from when it was said until it was done, if nothing else was said meanwhile. */
  async function begin<T>(asked: T): Promise<Awaited<T>> {
    words += 1;
    const own = words;
    mayBegin = true;
    const answer = await asked;
    if (own === words) mayBegin = true;
    return answer;
  }

  return {
    name,
    holds: (account: string) => running.has(account),
    look: () => batches.answers.batch({}),
    goOn() {
      home.note(`somebody says to ${name}: go on`);
      return begin(batches.answers.goOnWithBatch({ withoutBackup: false }));
    },
    retry(account: string) {
      home.note(`somebody says to ${name}: try ${account} again`);
      return begin(batches.answers.retryInBatch({ account }));
    },
    pause() {
      home.note(`somebody says to ${name}: pause`);
      words += 1;
      mayBegin = false;
      return batches.answers.pauseBatch({});
    },
    endBatch() {
      home.note(`somebody says to ${name}: end it`);
      words += 1;
      mayBegin = false;
      return batches.answers.endBatch({});
    },
    close() {
      home.note(`${name} is closed`);
      isOpen = false;
      batches.stop();
      for (const { stop } of running.values()) stop();
    },
  };
}
