import type { CodeActivity } from '@/core/codes/code-owner';
import type { DeviceId } from '@/core/device';
import type { Message } from '@/core/message';
import { PlainError } from '@/core/plain-error';
import type { Rotation } from '@/core/log-ins/rotation';
import type { RotationRecord } from '@/core/log-ins/rotation-record';
import { codeTermOf, namesTopic, overdue } from '@/credentials/codes/names';
import { clockDoubt, isTimeUntold } from '@/credentials/policies/clock-doubt';

import { loadOnce } from '../load-once';
import type { AccessQuestions, Questions } from '../protocol';
import type { AccessParts } from './access-parts';
import type { AccessWork } from './access-work';
import { openCodeDrift } from './codes/code-drift';
import { openCodeNames } from './codes/code-names';
import { openRotationHistory } from './rotations/rotation-history';
import { mirrorFilter, openRotationMirror } from './rotations/rotation-mirror';
import { openTraffic } from './rights/traffic';

/** Who may log in at this broker, and changing that: everything for which an administrator has to be asked. */
export type Access = {
  /** rejects where the part of Gatehouse that knows cannot be loaded, or another home was opened while it was */
  answer<Q extends keyof AccessQuestions>(question: Q, about: Questions[Q]['ask']): Promise<Questions[Q]['answer']>;
  /** which passwords were replaced, the newest first; of one device, or of the whole home */
  rotationHistory(device: DeviceId | null): Promise<readonly RotationRecord[]>;
  /** what everybody at this broker may read of it */
  readonly filters: readonly string[];
  /** true: the message was about accounts, and about no device */
  hear(message: Message): boolean;
  /** what is remembered of this home is read, before anybody asks: the vault may be wiped until then */
  enter(home: string): void;
  homeChanged(changed: ReadonlySet<DeviceId>): void;
  /** a device was heard: what its log-in is needed for */
  deviceHeard(device: DeviceId, message: Message): void;
  /** connected, and `filters` are asked for */
  joined(): void;
  /** time has passed */
  tick(): void;
  /** the same for a watcher, which commands no lock: it sees when codes change or grow old, and ends none */
  watchCodes(): void;
  /** what is remembered of this home can be read only now: the vault was opened, or made */
  recallAgain(): void;
  /** the vault was wiped */
  wiped(): void;
  /** another broker is another home */
  forget(): void;
  close(): Promise<void>;
};

/** in this time a device that signs has said something; then its home goes by our clock, as one where nothing signs */
const untoldMs = 120_000;

/**
 * What everybody's session has of it: what the broker retains for all to read, and the topics on which devices were heard.
 * The rest comes when the first question is asked, or when the time of somebody's code is over.
 */
export function openAccess(parts: AccessParts): Access {
  const { broker, clock, tell } = parts;
  const traffic = openTraffic(clock);
  const mirror = openRotationMirror(tellRotations);
  const names = openCodeNames(broker, tellCodes, () => performance.now());
  const history = openRotationHistory({ memory: parts.rotationMemory, clock });
  const drift = openCodeDrift({ ...parts, names, devices: () => parts.pipeline.home.devices.values() });
  let own: readonly Rotation[] = [];
  /** who was signed in last, and so did what was done here */
  let administrator: string | null = null;
  let codes: CodeActivity = { works: [], asking: [], unanswered: [] };
  /** when the message came of which the home is told next, by the steady clock; null: it is told of something else */
  let heardAt: number | null = null;
  let work: AccessWork | null = null;
  /** of our clock before the steady one; what is wrong with it from the start, devices that sign tell */
  const aheadAtFirst = clock() - performance.now();
  /** by the steady clock */
  let joinedAt = 0;
  /** counts homes: what was asked in one is not answered in another */
  let homes = 0;

  function tellRotations(): void {
    const mine = new Set(own.map(({ account }) => account));
    const others = [...mirror.all.values()].filter(({ account }) => !mine.has(account));
    history.note(own, administrator);
    history.note(others, null);
    tell({ rotations: [...own, ...others] });
  }

  function tellCodes(): void {
    const { owners, refusal, all } = names;
    tell({ codes: { ...codes, owners, namesRefused: refusal, changeAfterDays: codeTermOf(all) } });
  }

  const devices = () => [...parts.pipeline.home.devices.values()];
  const doubt = () => clockDoubt(devices(), clock(), clock() - performance.now() - aheadAtFirst);

  /** A code that is taken from a lock does not come back: a clock of which nobody has heard yet ends none. */
  function mayEndCodes(): boolean {
    const isHeardOut = performance.now() - joinedAt >= untoldMs;
    return doubt() === null && (isHeardOut || !isTimeUntold(devices(), clock()));
  }

  const load = loadOnce(async (): Promise<AccessWork> => {
    const { openAccessWork } = await import('./access-work');
    work = openAccessWork({
      ...parts,
      traffic,
      names,
      clockDoubt: doubt,
      tellAdmin(admin) {
        if (admin.status === 'open') administrator = admin.username;
        tell({ admin });
      },
      addToHistory: history.add,
      tellRotations(list) {
        own = list;
        tellRotations();
      },
      tellCodes(part) {
        codes = part;
        tellCodes();
      },
      saidToGoOn: () => [...mirror.all.values()].filter(({ outcome }) => outcome === null),
    });
    return work;
  });

  return {
    async answer(question, about) {
      const asked = homes;
      const { answer } = await load();
      if (asked !== homes) throw new PlainError('Another home was opened. Ask again.');
      return answer(question, about);
    },
    rotationHistory: history.of,
    filters: [mirrorFilter, namesTopic],
    hear(message) {
      heardAt = message.steadyAt ?? null;
      return mirror.hear(message) || names.hear(message);
    },
    enter: history.enter,
    homeChanged(changed) {
      work?.homeChanged(changed, heardAt);
      heardAt = null;
    },
    deviceHeard: traffic.hear,
    joined() {
      joinedAt = performance.now();
      void names.joined();
    },
    tick() {
      if (broker() === null) return;
      drift.tick(clock());
      if (overdue(names.all, clock()).length === 0 || !mayEndCodes()) return;
      load()
        .then(({ endOverdueCodes }) => endOverdueCodes())
        .catch(() => {}); // the next tick tries again
    },
    watchCodes() {
      if (broker() !== null) drift.tick(clock());
    },
    recallAgain: history.recallAgain,
    wiped: history.wiped,
    forget() {
      homes += 1;
      mirror.forget();
      names.forget();
      traffic.forget();
      drift.forget();
      administrator = null;
      work?.forget();
      own = [];
      tellRotations();
      history.forget();
      tellCodes();
    },
    close: async () => work?.close(),
  };
}
