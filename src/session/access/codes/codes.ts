import type { Broker, Login } from '@/broker/broker';
import type { CodeActivity, CodePlace, CodeWork, UnansweredLock } from '@/core/codes/code-owner';
import type { Device, DeviceId } from '@/core/device';
import type { RotationRecord } from '@/core/log-ins/rotation-record';
import { spokenName } from '@/core/spoken-name';
import { changeCode } from '@/credentials/codes/change-code';
import type { CodePort } from '@/credentials/codes/code-port';
import { commonRules, reasonAgainst } from '@/credentials/codes/code-rules';
import { makeCode } from '@/credentials/codes/make-code';
import { overdue, withoutOwner, withOwner } from '@/credentials/codes/names';
import { readTable } from '@/credentials/codes/read-table';
import { weaknessOf } from '@/credentials/codes/weak-code';
import { outcomeSentence, progressSentence, waitingSentence } from '@/credentials/codes/words';
import type { Place } from '@/credentials/people/off-board';

import { sendCode } from '../../commands';
import type { Pipeline } from '../../hearing/pipeline';
import type { Answerers } from '../../protocol';
import type { CodeNames } from './code-names';
import { codePlaces, forgotten, untouched, type TakeOut } from './code-places';
import { openCodePrints } from './code-prints';
import type { CodeQuestions, CodeWish, WishAnswer } from './code-questions';
import { recordsOfCode } from './code-records';
import { refusalOf } from './code-refusal';
import { otherOwner, removal, tasksOf, type CodeTask } from './code-tasks';
import { openClaims, readsOnly, type PortClaims } from './place-claims';
import { refused } from '../refused';
import { confirmAdministrator } from './step-up';
import { openWaiting } from '../waiting';

type Parts = {
  readonly pipeline: Pipeline;
  /** the day-to-day connection, which commands the locks */
  readonly broker: () => Broker | null;
  /** it stands at this moment */
  readonly isConnected: () => boolean;
  readonly login: () => Login | null;
  /** an administrator was signed in during this visit: then the page's own log-in never shows a code */
  readonly isAdministered: () => boolean;
  readonly clock: () => number;
  readonly random: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly names: CodeNames;
  readonly tell: (codes: CodeActivity) => void;
  readonly addToHistory: (records: readonly RotationRecord[]) => void;
};

/** The codes of locks: asking for them, changing them, and ending those whose time is over. */
export type Codes = {
  readonly answers: Answerers<keyof CodeQuestions>;
  homeChanged(changed: ReadonlySet<DeviceId>): void;
  /** codes whose time is over are removed by whichever page is open, for a watcher commands no lock: removing one twice is removing it once */
  endOverdue(): void;
  /** wherever a code of this person stands, for whoever lets the person out; upper and lower case are the same name */
  placesOf(person: string): readonly Place[];
  /** another home */
  forget(): void;
};

const noEnd = (lock: string) =>
  `Nobody would end it: ${lock} does not end a code by itself, and when it is to end cannot be written down on your broker from here. Let it last always and remove it yourself, or sign in as an owner.`;

const mostWorks = 20;
/** a lock that could not be reached when a code was over is tried again after this */
const tryAgainMs = 10 * 60_000;

export function openCodes(parts: Parts): Codes {
  const { pipeline, broker, clock, randomBytes, names } = parts;
  const { home } = pipeline;
  const waiting = openWaiting();
  const prints = openCodePrints();
  const claims = openClaims(names);
  const busy = new Set<DeviceId>();
  const asking = new Set<DeviceId>();
  const unanswered = new Map<DeviceId, UnansweredLock['why']>();
  const triedAt = new Map<string, number>();
  let works: readonly CodeWork[] = [];
  let stopping = new AbortController();

  function tellAll(): void {
    parts.tell({ works, asking: [...asking], unanswered: [...unanswered].map(([device, why]) => ({ device, why })) });
  }

  function portOf(device: DeviceId, places: PortClaims = readsOnly): CodePort {
    let isForbidden = false;
    return {
      ...places,
      isForbidden: () => isForbidden,
      codes: () => home.devices.get(device)?.codes ?? null,
      async send(command) {
        const result = await sendCode(broker(), pipeline, device, command);
        if (result === 'not-allowed') isForbidden = true;
        return result === 'sent';
      },
      refusalSince: (since) => refusalOf(home.devices.get(device), since),
      change: waiting.change,
      clock,
      random: parts.random,
      signal: stopping.signal,
    };
  }

  function locksOf(ids: readonly DeviceId[]): readonly Device[] {
    return ids.flatMap((id) => home.devices.get(id) ?? []).filter(({ codes }) => codes !== null);
  }

  async function reasonFor(code: string, person: string, devices: readonly DeviceId[]): Promise<string | null> {
    const rules = commonRules(locksOf(devices).flatMap(({ codes }) => codes?.rules ?? []));
    if (rules === null) return 'These locks take no code in common. Give each its own.';
    return (
      reasonAgainst(code, rules) ??
      weaknessOf(code) ??
      ((await prints.isAnothers(code, person))
        ? 'It was given to somebody else already. Each person has one of their own.'
        : null)
    );
  }

  async function start(wish: CodeWish): Promise<WishAnswer> {
    if (!parts.isConnected()) return refused('There is no connection to the broker.');
    const person = wish.person.trim().slice(0, 64);
    if (person === '') return refused('Say whose code it is.');
    const devices = wish.act === 'add' ? wish.devices : wish.spots.map(({ device }) => device);
    const locks = locksOf(devices);
    if (locks.length === 0 || locks.length < new Set(devices).size) return refused('Choose a lock.');
    const other = otherOwner({ ...wish, person }, names.owners);
    if (other !== null) return refused(`That is the code of ${other} now. Look at the list again.`);
    const reason = wish.act === 'remove' ? null : await reasonFor(wish.code, person, devices);
    if (reason !== null) return refused(reason);
    const endless = wish.act === 'add' && wish.until !== null && locks.find(({ codes }) => codes?.keepsEnds === false);
    if (endless && !(await mayWriteNames())) return refused(noEnd(endless.name));
    const taken = locks.find(({ id }) => busy.has(id));
    if (taken !== undefined) return refused(`${taken.name} is being changed already. Wait until that is done.`);
    return {
      outcome: 'started',
      work: run({ ...wish, person }, tasksOf({ ...wish, person }, home.devices, names.owners)).id,
    };
  }

  /** Is what is written down heard by the others, and by ourselves tomorrow? */
  async function mayWriteNames(): Promise<boolean> {
    await names.change((all) => all);
    return names.refusal === null;
  }

  function run(wish: CodeWish, tasks: readonly CodeTask[]): { readonly id: string; readonly ended: Promise<void> } {
    const id = `c${Math.floor(parts.random() * 2 ** 48).toString(36)}`;
    const { act, person } = wish;
    const places = tasks.map(({ device }) => untouched(device));
    works = [{ id, act, person, startedAt: clock(), places }, ...works].slice(0, mostWorks);
    for (const { device } of tasks) busy.add(device.id);
    tellAll();
    return { id, ended: runAll(id, wish, tasks) };
  }

  /** Locks side by side, the places of one lock one after the other. */
  async function runAll(id: string, wish: CodeWish, tasks: readonly CodeTask[]): Promise<void> {
    const locks = new Set(tasks.map(({ device }) => device.id));
    await Promise.all(
      [...locks].map(async (lock) => {
        for (const [index, task] of tasks.entries()) if (task.device.id === lock) await runOne(id, wish, index, task);
        busy.delete(lock);
      }),
    );
  }

  async function runOne(work: string, wish: CodeWish, index: number, task: CodeTask): Promise<void> {
    const { device, order, noted } = task;
    const { act, person } = wish;
    const lock = spokenName(device.name);
    const places = claims.of(device.id, work);
    const port = portOf(device.id, places);
    if (task.isPatient === true && order.act === 'remove' && claims.isTaken(device.id, order.old)) {
      show(work, index, { sentence: waitingSentence(lock) });
      await claims.outwait(device.id, order.old, waiting.change);
    }
    const result = await changeCode(port, order, (steps) =>
      show(work, index, { steps, sentence: progressSentence(steps, lock) }),
    );
    const { outcome, why, slot } = result;
    const at = clock();
    const isNews = slot !== null || outcome === 'done';
    await names.keep((all) => places.released(isNews ? places.noted(all, noted(all, result, at)) : all));
    if (slot !== null && wish.act !== 'remove') await prints.keep(wish.code, person);
    const end = {
      outcome,
      sentence: outcomeSentence(outcome, why, { act, person, lock, isForbidden: port.isForbidden() }),
    };
    show(work, index, end);
    const by = parts.login()?.username ?? null;
    const place = { device: device.id, name: device.name, ...end };
    parts.addToHistory(recordsOfCode({ work: { id: work, act, person }, index, place, by, at: clock() }));
  }

  function show(id: string, index: number, part: Partial<CodePlace>): void {
    works = works.map((work) =>
      work.id === id
        ? { ...work, places: work.places.map((place, at) => (at === index ? { ...place, ...part } : place)) }
        : work,
    );
    tellAll();
  }

  async function read(device: DeviceId): Promise<void> {
    if (asking.has(device) || busy.has(device)) return;
    asking.add(device);
    tellAll();
    const port = portOf(device);
    const hasTold = await readTable(port);
    asking.delete(device);
    if (hasTold) unanswered.delete(device);
    else if (!port.signal.aborted) unanswered.set(device, port.isForbidden() ? 'not-allowed' : 'silent');
    tellAll();
  }

  function endOverdue(): void {
    if (!parts.isConnected()) return;
    const now = clock();
    for (const { device: id, slot, person } of overdue(names.all, now)) {
      const device = home.devices.get(id);
      const key = `${id} ${slot}`;
      if (device?.codes == null || busy.has(id) || device.reachability === 'offline') continue;
      if (now - (triedAt.get(key) ?? Number.NEGATIVE_INFINITY) < tryAgainMs || claims.isTaken(id, slot)) continue;
      triedAt.set(key, now);
      works = works.filter((work) => work.act !== 'remove' || work.person !== person);
      const work = run({ act: 'remove', person, spots: [{ device: id, slot }] }, [{ device, ...removal(id, slot) }]);
      void work.ended.then(() => forgetIfTaken(work.id));
    }
  }

  /** Another page ends it: nobody here has asked for it, and there is nothing to tell. */
  function forgetIfTaken(work: string): void {
    works = works.filter(({ id, places }) => id !== work || places.some(({ outcome }) => outcome !== 'taken'));
    tellAll();
  }

  const takeOut: TakeOut = async (person, id, slot) => {
    const device = home.devices.get(id);
    if (device === undefined || broker() === null || busy.has(id)) return null;
    const wish: CodeWish = { act: 'remove', person, spots: [{ device: id, slot }] };
    const work = run(wish, [{ device, ...removal(id, slot), isPatient: true }]);
    await work.ended;
    return works.find((one) => one.id === work.id)?.places[0] ?? forgotten;
  };

  return {
    answers: {
      readCodes({ devices }) {
        for (const { id } of locksOf(devices)) void read(id);
        return null;
      },
      makeCode({ devices }) {
        const rules = commonRules(locksOf(devices).flatMap(({ codes }) => codes?.rules ?? []));
        return { code: rules === null ? null : makeCode(rules, randomBytes) };
      },
      changeCodes: start,
      async nameCode({ device, slot, person }) {
        const lock = home.devices.get(device);
        const since = lock?.codes?.slots.find((one) => one.slot === slot)?.changedAt ?? clock();
        await names.change((all) =>
          person === null
            ? withoutOwner(all, device, slot)
            : withOwner(all, { device, slot, person: person.slice(0, 64), since, until: null, endedBy: 'gatehouse' }),
        );
        return null;
      },
      forgetCodeWork({ work }) {
        works = works.filter(({ id }) => id !== work);
        tellAll();
        return null;
      },
      async stepUp({ username, password }) {
        const day = parts.login();
        if (day === null) return { outcome: 'unreachable' };
        const isOwn = username === day.username && !parts.isAdministered();
        return confirmAdministrator({ url: day.url, username, password }, { clock, random: parts.random, isOwn });
      },
    },
    homeChanged(changed) {
      if (busy.size + asking.size > 0 && changed.size > 0) waiting.wake();
    },
    placesOf: (person) => codePlaces(person, home.devices.values(), names.owners, takeOut),
    endOverdue,
    forget() {
      stopping.abort();
      stopping = new AbortController();
      waiting.wake();
      works = [];
      unanswered.clear();
      triedAt.clear();
      tellAll();
    },
  };
}
