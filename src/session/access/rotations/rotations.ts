import type { Device, DeviceId } from '@/core/device';
import type { NewLogin } from '@/core/log-ins/login-change';
import type { PersonWord, Rotation } from '@/core/log-ins/rotation';
import type { RotationRecord } from '@/core/log-ins/rotation-record';
import { spokenName, startSentence } from '@/core/spoken-name';
import { openSeenLogIns } from '@/credentials/authority/seen-log-ins';
import { loginDevices } from '@/credentials/login-devices';
import { deviceOf } from '@/credentials/rotation/facts';
import { recordsInAccounts } from '@/credentials/rotation/recorded-in-accounts';
import type { LeftPassword } from '@/credentials/rotation/run';
import { shownBefore } from '@/credentials/rotation/words';
import { usualMs, type Took } from '@/credentials/time-left/pace';

import type { Office } from '../admin';
import { failureWords, isSilent } from '../failure-words';
import { refused, signInFirst } from '../refused';
import { findAll, isTypedIn, type Found } from './rotation-accounts';
import { watchLogIns, type LogIns } from './rotation-log-ins';
import { mirrorTopic } from './rotation-mirror';
import type { RotationAnswer } from './rotation-questions';
import { openRun, type OpenedRun, type RunParts } from './rotation-run';
import { tendSilenced, type SaidToGoOn } from './rotation-silenced';
import { findSubject, noAnswer, receiverOfAll } from './rotation-subject';
import { openUnclaimed } from './rotation-unclaimed';
import { openWaiting, pause } from '../waiting';

type Parts = RunParts & {
  readonly tell: (rotations: readonly Rotation[]) => void;
  readonly addToHistory: (records: readonly RotationRecord[]) => void;
  readonly saidToGoOn: SaidToGoOn;
};

/** The rotations that this session carries on while an administrator is signed in. */
export type Rotations = {
  /** an administrator is in: what was begun and not ended, here or in another browser, is carried on */
  begin(office: Office): void;
  /** nobody is in any more: everything stops where it stands, which is a safe place at any moment */
  stop(): void;
  start(username: string): Promise<RotationAnswer>;
  /** takes it back, where that is still possible */
  rollBack(account: string): void;
  /** what a person says of it, where it is asked for */
  say(account: string, word: PersonWord): void;
  /** the new log-in of a device into which somebody types it; null: it is not here, or not to be shown now */
  reveal(account: string): NewLogin | null;
  /** resolves with how the rotation of `account` ended; null: it was stopped, or none runs */
  whenEnded(account: string): Promise<Rotation | null>;
  /** the accounts that are given a new password, by this browser */
  running(): ReadonlySet<string>;
  /** what the devices took that got a new password in this visit */
  took(): readonly Took[];
  /** lets an account that was switched off log in again */
  switchOn(username: string): Promise<RotationAnswer>;
  /** these devices have changed, by what was heard at that moment of the steady clock: one may have shown its new log-in */
  homeChanged(changed: ReadonlySet<DeviceId>, heardAt: number): void;
  /** another home */
  forget(): void;
  /** something goes on that somebody waits for */
  readonly isBusy: boolean;
};

type Running = OpenedRun & {
  readonly device: DeviceId | null;
  readonly isTidying: boolean;
  /** by the steady clock */
  readonly since: number;
};

/** Who types a password in is given an hour for it, before an administrator who does nothing is signed out. */
const handPatienceMs = 60 * 60_000;
const keptRotations = 50;
const askAgainMs = 5_000;

export function openRotations(parts: Parts): Rotations {
  const { pipeline, steady } = parts;
  const { home } = pipeline;
  const running = new Map<string, Running>();
  /** of those that were stopped for good, until they are started again */
  const left = new Map<string, LeftPassword>();
  const { wake, change } = openWaiting();
  const links = openWaiting();
  const unclaimed = openUnclaimed(steady);
  let unlink = () => {};
  let office: Office | null = null;
  let shown: readonly Rotation[] = [];
  let took: readonly Took[] = [];
  let logIns: LogIns | null = null;

  function show(rotation: Rotation): void {
    shown = [rotation, ...shown.filter(({ account }) => account !== rotation.account)].slice(0, keptRotations);
    parts.tell(shown);
    // a mirror for the eyes of others: what counts stands in the account database
    const topic = mirrorTopic(rotation.account);
    void office?.broker.publish({ topic, payload: JSON.stringify(rotation), qos: 0, retain: true });
  }

  /** `isTidying`: only the registers of a change that is over are left, and nobody need see that they are swept. */
  function carryOn(
    mine: Office,
    found: Found,
    device: Device | null,
    wish: 'start' | 'finish',
    isTidying: boolean,
  ): void {
    const { account } = found;
    const begunAt = steady();
    const opened = openRun(
      parts,
      mine,
      { found, device, wish, left: left.get(account) ?? null },
      {
        seen: logIns?.seen ?? openSeenLogIns(),
        wake,
        change,
        usualMs: (driver) => usualMs(driver, took),
        onProgress: isTidying ? () => {} : show,
      },
    );
    left.delete(account);
    const { run, driver } = opened;
    const entry: Running = {
      ...opened,
      device: device?.id ?? null,
      isTidying,
      since: begunAt,
      stop() {
        running.delete(account);
        opened.stop();
        wake();
      },
    };
    running.set(account, entry);
    void run.ended.then(({ outcome }) => {
      if (running.get(account) !== entry) return;
      // what somebody else began is not seen from its beginning
      if (outcome === 'replaced' && wish === 'start')
        took = [...took, { driver, ms: steady() - begunAt }].slice(-keptRotations);
      const stopped = run.left();
      if (stopped !== null) left.set(account, stopped);
      entry.stop();
      if (!isTidying) void resume(mine, account); // what it left is swept when nothing of it can be on its way
    });
  }

  /** It was closed before it could say how it ended. One account is left, or none, so it is over; whoever does go on says so anew. */
  function withdrawMirror({ broker }: Office, account: string): void {
    void broker.publish({ topic: mirrorTopic(account), payload: '', qos: 0, retain: true });
  }

  /**
   * What has two accounts, or registers of a change that is over, is carried on; of `only` one account, or of all. Asked until
   * the broker tells: when it was restarted, devices are back and speak before this connection is.
   */
  async function resume(mine: Office, only?: string, again = false): Promise<void> {
    while ((await resumeNow(mine, only, again)) === 'unanswered') await links.change(askAgainMs);
    if (office !== mine || only !== undefined) return;
    // of what was left when nobody was signed in any more, nothing else is here to be carried on
    const before = shown.length;
    shown = shown.filter(({ where }) => where !== 'signed-out');
    if (shown.length < before) parts.tell(shown);
  }

  async function resumeNow(mine: Office, only: string | undefined, again: boolean): Promise<'unanswered' | 'told'> {
    const listed = office === mine ? await mine.authority.list(null) : null;
    if (office !== mine || listed === null) return 'told';
    if (listed.outcome === 'failed') return isSilent(listed.failure) ? 'unanswered' : 'told';
    let isTold = true;
    parts.addToHistory(recordsInAccounts(listed.accounts, home.devices.values()));
    const whose = loginDevices(home.devices.values());
    const accounts = new Set(listed.accounts.map(deviceOf));
    if (only !== undefined && !accounts.has(only)) unclaimed.settled(only);
    const said = new Set(parts.saidToGoOn().map(({ account }) => account));
    // of what is gone altogether nobody will ever say more
    for (const account of said) if (!accounts.has(account)) withdrawMirror(mine, account);
    for (const account of accounts) {
      if (running.has(account) || (only !== undefined && only !== account)) continue;
      const found = findAll(listed, account);
      const isTidying = found.own.length < 2;
      if (isTidying && said.has(account)) withdrawMirror(mine, account);
      if (isTidying && found.rotations.length === 0) {
        unclaimed.settled(account);
        continue;
      }
      // what was just stopped for good is not begun again by itself
      if (!isTidying && only !== undefined && !again) continue;
      const device = await receiverOfAll(mine, pipeline, listed, found, whose);
      if (office !== mine) return 'told';
      if (device === 'unanswered') isTold = false;
      else if (running.has(account)) continue;
      else if (device === null && !isTypedIn(listed, found)) unclaimed.miss(found);
      else {
        unclaimed.settled(account);
        carryOn(mine, found, device, 'finish', isTidying);
      }
    }
    return isTold ? 'told' : 'unanswered';
  }

  /**
   * Those of `accounts` that the broker has once or never. Registers that stand beside are swept by somebody who says nothing of it;
   * who does go on, and has just begun, says so anew.
   */
  async function overAmong(mine: Office, accounts: readonly string[]): Promise<readonly string[] | null> {
    const listed = await mine.authority.list(null);
    if (listed.outcome === 'failed') return null;
    return accounts.filter((account) => findAll(listed, account).own.length < 2);
  }

  async function start(username: string): Promise<RotationAnswer> {
    const mine = office;
    if (mine === null) return signInFirst;
    const subject = await findSubject(mine, pipeline, parts.certified, username);
    if (office !== mine) return refused(noAnswer);
    if (subject.outcome === 'refused') return subject;
    const { found, device } = subject;
    const before = running.get(found.account);
    if (before?.isTidying === false) return refused('It is being changed already.');
    before?.stop();
    carryOn(mine, found, device, 'start', false);
    return { outcome: 'started' };
  }

  return {
    begin(next) {
      office = next;
      logIns = watchLogIns(next, wake);
      unlink = next.onLink((connected) => connected && links.wake());
      void resume(next);
      const silenced = {
        saidToGoOn: parts.saidToGoOn,
        isMine: (account: string) => running.get(account)?.isTidying === false,
        over: (accounts: readonly string[]) => overAmong(next, accounts),
        withdraw: (account: string) => withdrawMirror(next, account),
        carryOn: (account: string) => void resume(next, account, true),
      };
      void tendSilenced(silenced, pause, () => office !== next);
    },
    stop() {
      for (const entry of running.values()) entry.stop();
      logIns?.stop();
      logIns = null;
      unlink();
      unclaimed.forget();
      left.clear();
      office = null;
      links.wake(); // who waits there for an answer sees that nobody is in any more
      shown = shown.map((one) => (one.outcome === null && one.where === 'here' ? leftBy(one) : one));
      parts.tell(shown);
    },
    start,
    rollBack(account) {
      running.get(account)?.run.rollBack();
      wake();
    },
    say(account, word) {
      running.get(account)?.run.say(word);
      wake();
    },
    reveal: (account) => running.get(account)?.run.reveal() ?? null,
    async whenEnded(account) {
      const ended = await running.get(account)?.run.ended;
      return ended?.outcome == null ? null : ended;
    },
    running: () => new Set([...running].filter(([, { isTidying }]) => !isTidying).map(([account]) => account)),
    took: () => took,
    async switchOn(username) {
      if (office === null) return signInFirst;
      const result = await office.authority.setDisabled(username, false);
      if (result.outcome === 'done') return { outcome: 'started' };
      return refused(
        result.outcome === 'failed' ? failureWords(result.failure) : `There is no account ${username} any more.`,
      );
    },
    homeChanged(changed, heardAt) {
      if (office === null) return;
      for (const id of changed)
        for (const account of unclaimed.claimedBy(home.devices.get(id))) void resume(office, account, true);
      if (running.size === 0 || changed.size === 0) return;
      const concerned = [...running].filter(([, { device }]) => device !== null && changed.has(device));
      for (const [account, entry] of concerned) {
        entry.sightings.see(home.devices.get(entry.device ?? ''), heardAt);
        // what was begun before the device said how it takes a password is carried on in that way
        const says = home.devices.get(entry.device ?? '')?.login?.value.handOver != null;
        if (entry.way !== 'by-hand' || !says || entry.run.reveal() !== null) continue;
        entry.stop();
        void resume(office, account, true);
      }
      if (concerned.length > 0) wake();
    },
    forget() {
      shown = [];
      parts.tell(shown);
    },
    get isBusy() {
      const isWaitedFor = ({ isTidying, way, since }: Running) =>
        !isTidying && (way !== 'by-hand' || steady() - since < handPatienceMs);
      return [...running.values()].some(isWaitedFor);
    },
  };
}

/** As it stands when nobody is in any more: it goes on when an administrator is again. */
function leftBy(rotation: Rotation): Rotation {
  const { name, device, shows } = rotation;
  const lost = shows && startSentence(shownBefore(device === null ? name : spokenName(name)));
  return { ...rotation, ...(lost && { sentence: lost }), where: 'signed-out', asks: [], shows: false, timeLeft: null };
}
