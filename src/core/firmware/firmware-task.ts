import type { CommandRefusal } from '../command-progress';
import type { DeviceId } from '../device';

export type FirmwareWork = 'check' | 'update';

/** One device that is to be asked for a newer firmware, or given it. */
export type FirmwareTask = {
  readonly device: DeviceId;
  readonly work: FirmwareWork;
  /** when somebody wanted it, ms since the epoch: with device and work the name of the task in every browser */
  readonly orderedAt: number;
  /** its place among what was wanted at the same moment */
  readonly place: number;
  /** nobody looks on: it begins only in its hours, and is tried again by itself */
  readonly unattended: boolean;
  /** the address from which it was agreed that the device fetches its firmware; absent: it is its bridge's or maker's matter */
  readonly source?: string | null;
  /** how often it was begun */
  readonly tries: number;
  /** what the device was like before it was begun first; null: not begun yet */
  readonly before: BeforeUpdate | null;
  readonly stage: TaskStage;
  /** its account may not write the plan, so the browser where it was ordered begins it, while somebody stands by */
  readonly alone?: true;
  /** how many of its tries were taken back before its device woke up, because they could not be then: no failures of it */
  readonly takenBack?: number;
  /** how long it was held by something of its own; absent: nobody counted yet */
  readonly waited?: Waited;
  /** when it was last begun, ms since the epoch; absent: it never was, or nobody kept it */
  readonly begunAt?: number;
  /** when it was seen to be over, ms since the epoch; absent: it is not, or nobody kept it */
  readonly endedAt?: number;
};

/** Counted by the hour, last at `at`, ms since the epoch. `hold`: for what, when somebody looked. */
export type Waited = { readonly hours: number; readonly at: number; readonly hold?: Hold | null };

/** What the look afterwards compares with. Unknown is null. */
export type BeforeUpdate = {
  readonly installed: string | null;
  readonly fileInstalled: number | null;
  readonly rssiDbm: number | null;
  readonly lqi: number | null;
  readonly messagesAnHour: number | null;
  /** the version that was on offer, as a text and as the number of its file; absent: nobody kept it */
  readonly offered?: { readonly version: string | null; readonly file: number | null };
};

export type TaskStage =
  /** `hold`: why it has not begun. `notBefore`: it failed, and rests until then. `askedAt`: when it was asked for its address */
  | { readonly at: 'waiting'; readonly hold?: Hold | null; readonly notBefore?: number; readonly askedAt?: number }
  /** asked for at `since`, ms since the epoch; `begun`: the device was seen being updated */
  | { readonly at: 'running'; readonly since: number; readonly begun: boolean }
  /** its bridge gives it the file when it wakes up */
  | { readonly at: 'scheduled'; readonly since: number }
  /** updated, as was said at `since`; not yet seen to be well. `askedAt`: when it was asked to show that it is there */
  | { readonly at: 'looked-after'; readonly since: number; readonly askedAt?: number }
  /** `watch`: it is compared with before; absent: no more, or there was nothing to compare */
  | { readonly at: 'done'; readonly watch?: Watch; readonly worse?: readonly Worse[] }
  /** `since`: when it was asked for; null: it never was. A late answer still counts. `kept`: its bridge is yet to forget it */
  | {
      readonly at: 'failed';
      readonly why: TaskFailure;
      readonly since: number | null;
      readonly hold?: Hold | null;
      readonly kept?: Kept;
    };

/** It is over since `since`, and its bridge may still keep it for its device: which it was last told to forget at `toldAt`; null: not yet. */
export type Kept = { readonly since: number; readonly toldAt: number | null };

/** From `messages` heard at `from` on, until `until`. */
export type Watch = { readonly from: number; readonly until: number; readonly messages: number };

/** What is not as it was before the update. */
export type Worse = 'weaker-signal' | 'fewer-messages';

/**
 * Why an update may not begin now. `network`: another one is on its radio network (or as many as may elsewhere). `sleeper`:
 * another one there begins as soon as it wakes up, or it did not in its own turn. `lock`,
 * `room-cameras`: never two locks, or two cameras of a room. `rest`: it failed and is tried again later. `source`: it is asked
 * where it fetches its firmware from. `image`: its file was compared, and is not the one that the index names. `right`: the
 * broker does not let the watcher start it; a page of somebody who may does.
 */
export type Hold =
  | 'network'
  | 'sleeper'
  | 'lock'
  | 'room-cameras'
  | 'battery'
  | 'armed'
  | 'hours'
  | 'rest'
  | 'source'
  | 'image'
  | 'right'
  | 'offline'
  | 'bridge-offline';

/**
 * `told`: why is in the device's `lastCheck` or `lastUpdate`. `unexplained`: the update ended and the old version still
 * runs. `silent`: it had begun, and nothing more was heard. `unanswered`: nothing was heard at all. `held-back`: not started, for the one before it may still be under way.
 * `not-back`: updated, and not heard again. `same-version`: said to be updated, and runs what it ran. `other-version`: it runs one
 * that is older than what was on offer. `same-file`: it
 * fetched what lay at its address, and that was the version it ran. `stopped-after`: one
 * before it did not come back. `never-fit`: it waited too long for what `hold` says. `slept`: it did not wake in time.
 * `source-unknown`: it does not tell where it fetches its firmware from. `source-refused`: from there nothing is to be fetched.
 * `source-changed`: it is not the address that was agreed to. `may-not-plan`: who ordered it may not leave it to others.
 */
export type TaskFailure =
  | 'told'
  | 'unexplained'
  | 'silent'
  | 'unanswered'
  | 'stopped'
  | 'called-off'
  | 'held-back'
  | 'not-back'
  | 'same-version'
  | 'other-version'
  | 'same-file'
  | 'stopped-after'
  | 'never-fit'
  | 'slept'
  | 'source-unknown'
  | 'source-refused'
  | 'source-changed'
  | 'may-not-plan'
  | 'gone'
  | CommandRefusal;

export type AgreedSource = { readonly device: DeviceId; readonly url: string };

/** What a person wants of the queue. `stop`: what runs comes to its end, and nothing is started after it. */
export type FirmwareOrder =
  | {
      readonly type: 'add';
      readonly work: FirmwareWork;
      readonly devices: readonly DeviceId[];
      /** in the hours of the rules, and without anybody looking on */
      readonly unattended?: boolean;
      /** the addresses that the person saw, of devices that fetch their firmware themselves */
      readonly sources?: readonly AgreedSource[];
    }
  | { readonly type: 'stop' }
  /** takes one out that waits, and asks its bridge to stop one that runs */
  | { readonly type: 'call-off'; readonly device: DeviceId }
  | {
      readonly type: 'skip';
      readonly device: DeviceId;
      readonly version: string | null;
      readonly because?: SkipReason;
    }
  | { readonly type: 'rules'; readonly rules: UpdateRules };

/** What the owner decided for all updates. */
export type UpdateRules = {
  /** minutes since midnight, local; unattended updates begin only from `from` to `to`; null: at any time */
  readonly hours: { readonly from: number; readonly to: number } | null;
  /** below this charge of its battery (percent) no update begins */
  readonly batteryFloorPercent: number;
  /** how many at once that are behind no bridge */
  readonly atOnceElsewhere: number;
  /** how often an unattended update is begun before it has failed */
  readonly mostTries: number;
};

/** A version that the owner does not want. */
export type SkippedVersion = {
  readonly device: DeviceId;
  readonly version: string;
  readonly because?: SkipReason;
};

/** `image`: its file was compared with the index and is another, so what is planned of it waits too. */
export type SkipReason = 'image';
