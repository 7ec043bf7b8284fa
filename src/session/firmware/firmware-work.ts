import type { Intent } from '@/core/command';
import type { Device, DeviceId } from '@/core/device';
import type { FirmwareOrder, FirmwareTask } from '@/core/firmware/firmware-task';
import {
  emptyPlan,
  noPlan,
  type Carrier,
  type ShownPlan,
  type Unreadable,
  type UpdatePlan,
} from '@/core/firmware/update-plan';
import type { PublishResult } from '@/broker/broker';
import { localTimeIn } from '@/detection/learned/local-time';
import { carrierOf, isSameCarrier } from '@/firmware/carrier';
import { carryAlone, orderedAlone, planAfterAlone } from '@/firmware/carry-alone';
import { carryOn, readBackBefore, withForgotten, type Sight } from '@/firmware/carry-on';
import { clockLookAfter, isClockSure, type ClockLook } from '@/firmware/clock-look';
import { hasDuties, momentOfOrder, planAfter, roundOf, rulesOf, withRound } from '@/firmware/plan';
import { mergePlans } from '@/firmware/plan-merge';
import { isUnfinished, refused } from '@/firmware/queue';
import { givenUp, isRunner, isWatcher } from '@/firmware/runner';
import { withTimes } from '@/firmware/task-times';
import type { UpdateMemory } from '@/history/update-memory';

import { openKnownSince } from './known-since';
import { openPlanWord } from './plan-word';
import { isSamePlan } from './same-plan';
import { openMessageRates } from './message-rates';
import type { CommandResult } from '../protocol';
import { asOfNow } from './update-mirror';

/** how often the queue is looked at while no device speaks: for what never answers */
const everyMs = 1_000;

type Parts = {
  readonly devices: ReadonlyMap<DeviceId, Device>;
  readonly clock: () => number;
  /** this session's name among those that may carry out the plan */
  readonly me: string;
  /** false: it only knows the plan, and begins nothing */
  readonly mayCarryOut: boolean;
  /** whether the broker lets it is asked also where there is nothing to do */
  readonly asksAtOnce?: boolean;
  /** whose clocks the hours of the plan are read from, an IANA name; absent: this machine's */
  readonly timeZone?: string;
  /** while there is no connection nothing is begun, and nothing is lost */
  readonly isConnected: () => boolean;
  readonly send: (intent: Intent) => Promise<CommandResult>;
  readonly memory: UpdateMemory;
  /** shares the plan with the other browsers of the home; null: nobody else is to know it */
  readonly share: (plan: UpdatePlan) => Promise<PublishResult> | null;
  /** false: the broker speaks MQTT 3.1.1, and takes what it then drops. Absent: true */
  readonly tellsRefusals?: () => boolean;
  /** `tasks`: those of the round that counts now */
  readonly tell: (plan: ShownPlan) => void;
};

/** `refused`: it would, and the broker does not let its account. `cannot-read`: it cannot read the plan that is there. */
export type UpdateDuty = 'carries-out' | 'only-knows' | 'refused' | 'cannot-read';

/**
 * Carries out the plan of checks and updates: the clock, the commands and the memory around the pure `firmware/queue`. One
 * session of a home does (`firmware/runner`); the others show it, and take over when it is gone.
 */
export type FirmwareWork = {
  order(order: FirmwareOrder): void;
  /** to be called after each message with the devices it changed */
  heard(changed: ReadonlySet<DeviceId>): void;
  /** what another session of this home says of the plan */
  hearPlan(plan: UpdatePlan): void;
  /** the plan that is retained cannot be read: it is not overwritten, and nothing begins of which nobody stands by */
  hearUnreadable(why: Unreadable): void;
  /** nothing is retained any more */
  hearNone(): void;
  /** `home` is looked at from now on: what is remembered of its plan goes on */
  enter(home: string): Promise<void>;
  /** what is remembered of it can be read only now: the vault was opened, or made */
  recallAgain(): Promise<void>;
  /** connected, and the home has told what it remembers: what runs is read back before anything begins */
  lookedOver(): void;
  /** what this session does about the plan: says so, and why not */
  readonly duty: UpdateDuty;
  /** gone on purpose: whoever else may goes on at once */
  giveUp(): Promise<void>;
  /** another home: nothing of this one is to be done any more */
  forget(): void;
};

export function openFirmwareWork(parts: Parts): FirmwareWork {
  const { devices, clock, me, mayCarryOut, isConnected, memory } = parts;
  memory.begin(me);
  let plan: UpdatePlan = emptyPlan;
  let home: string | null = null;
  let timer: ReturnType<typeof setInterval> | null = null;
  /** nothing begins before */
  let readBackUntil = 0;
  let isLookedOver = false;
  let lookedOverAt = 0;
  /** sessions of this browser that carried the plan out and are over, as before a reload */
  const ended = new Set<string>();
  /** who carries it out by the last word of another */
  let heardRunner: UpdatePlan['runner'] = null;
  let carrier: Carrier | null = null;
  /** null: there was nothing to look at */
  let clockLook: ClockLook | null = null;
  const knownSince = openKnownSince();
  /** what the broker did not let this session command, which is a watcher: a page may all the same */
  const denied = new Set<DeviceId>();
  const rates = openMessageRates(devices, clock);
  const localTime = localTimeIn(parts.timeZone);
  const { tellsRefusals = () => true } = parts;
  const word = openPlanWord({ me, share: parts.share, tellsRefusals, onTaken: () => look(), onRefused: leaveToOthers });

  function put(next: UpdatePlan, { isOurs = true } = {}): void {
    if (next === plan) return;
    plan = isOurs ? withTimes(next, plan, clock()) : next;
    knownSince.note(plan, clock());
    show();
    if (isOurs) {
      if (home !== null) void memory.remember(home, plan);
      if (!word.isRefused) word.say(plan);
    }
    if (hasDuties(plan)) timer ??= setInterval(look, everyMs);
    else rest();
  }

  function show(): void {
    const { isRefused, unreadable } = word;
    carrier = carrierOf(plan, { me, mayCarryOut, isRefused }, clock());
    parts.tell({ ...plan, tasks: roundOf(plan), carrier, mayPlan: !isRefused, ...(unreadable && { unreadable }) });
  }

  function leaveToOthers(isUnsaid: (task: FirmwareTask) => boolean): void {
    // what others have just begun is heard of before we begin beside it
    readBackUntil = Math.max(readBackUntil, readBackBefore(lookedOverAt));
    const led = isRunner(plan, me) ? { ...plan, runner: heardRunner } : plan;
    put(orderedAlone(led, isUnsaid));
    show();
    look();
  }

  function rest(): void {
    if (timer !== null) clearInterval(timer);
    timer = null;
    clockLook = null;
  }

  function look(): void {
    const now = clock();
    clockLook = clockLookAfter(clockLook, now);
    // a device that was not heard of yet is not gone
    if (!isConnected() || !isLookedOver) return;
    const { isRefused } = word;
    const isOthers = !mayCarryOut || isRefused;
    if (isOthers && !isSameCarrier(carrier, carrierOf(plan, { me, mayCarryOut, isRefused }, now))) show();
    if (!mayCarryOut || !isClockSure(clockLook)) return;
    const sight: Sight = {
      me,
      devices,
      now,
      minute: localTime(now).minute,
      readBackUntil,
      messagesAnHour: rates.messagesAnHour,
      hasEnded: (id) => ended.has(id),
      isKnown: word.isKnown,
      isDenied: (id) => denied.has(id),
      sureFrom: clockLook.sureFrom,
      knownSince: knownSince.of,
    };
    const next = isRefused ? { readBackUntil, ...carryAlone(plan, sight) } : carryOn(plan, sight);
    readBackUntil = next.readBackUntil;
    // the plan is written down before its commands leave: a lost command is asked again, a lost plan never is
    put(next.plan);
    for (const intent of next.start) void begin(intent);
  }

  async function begin(intent: Intent): Promise<void> {
    const result = await parts.send(intent);
    const device = devices.get(intent.device);
    if (result.outcome !== 'refused' || device === undefined) return;
    if (result.reason === 'not-authorised' && isWatcher({ id: me })) denied.add(device.id);
    const refusal = { now: clock(), rules: rulesOf(plan), isDenied: (id: DeviceId) => denied.has(id) };
    put(withRound(plan, refused(roundOf(plan), device, result.reason, refusal)));
    look();
  }

  async function recall(next: string): Promise<void> {
    const remembered = await memory.recall(next);
    if (remembered === null || home !== next) return;
    const before = remembered.runner?.id;
    if (before !== undefined && (await memory.hasEnded(before))) ended.add(before);
    if (home !== next) return;
    put(asOfNow(mergePlans(plan, remembered), clock()), { isOurs: false });
    if (plan.tasks.some(isUnfinished)) readBackUntil = readBackBefore(clock());
  }

  return {
    order(order) {
      const now = clock();
      const next = (word.isRefused ? planAfterAlone : planAfter)(plan, order, devices, now);
      const moment = momentOfOrder(plan, now);
      if (!word.isRefused) word.ordered(next.tasks.filter(({ orderedAt }) => orderedAt === moment));
      // who is connected tells the bridges at once, whoever carries the plan out; else it is remembered with the plan
      const mayTell = isConnected() && !word.isRefused;
      const told = mayTell ? withForgotten(next, { me, devices, now }) : { plan: next, start: [] };
      put(told.plan);
      for (const intent of told.start) void begin(intent);
      if (order.type === 'call-off' && isConnected() && !told.start.some(({ device }) => device === order.device))
        void parts.send({ device: order.device, command: { type: 'call-off-update' } });
      look();
    },
    heard(changed) {
      rates.note(changed);
      if (timer !== null && plan.tasks.some(({ device }) => changed.has(device))) look();
    },
    hearPlan(told) {
      heardRunner = told.runner;
      // as it is read: what our own clock dated ahead before it was set right would else be answered for ever
      const merged = asOfNow(mergePlans(plan, told), clock());
      // what crossed on its way is said again, so that all know the same in the end
      const isNews = !isSamePlan(merged, plan);
      if (isNews) put(merged, { isOurs: false });
      if (isNews && home !== null) void memory.remember(home, plan);
      word.hear(told);
      if (!isSamePlan(merged, told) && !word.isRefused) word.say(plan);
    },
    hearUnreadable(why) {
      if (word.unreadable !== why) word.hearUnreadable(why);
    },
    hearNone() {
      if (word.unreadable === null) return;
      word.hearNone();
      show();
      if (hasDuties(plan)) word.say(plan);
    },
    async enter(next) {
      home = next;
      await recall(next);
    },
    async recallAgain() {
      const mine = home;
      if (mine === null) return;
      await recall(mine);
      // and what was done meanwhile is kept from now on
      if (home === mine && plan !== emptyPlan) await memory.remember(mine, plan);
    },
    lookedOver() {
      isLookedOver = true;
      lookedOverAt = clock();
      word.connected();
      denied.clear();
      // also where nothing is planned yet: what is ordered in the next seconds must not begin beside what somebody else is at
      readBackUntil = readBackBefore(lookedOverAt);
      if (hasDuties(plan) || parts.asksAtOnce === true) word.say(plan);
    },
    get duty() {
      if (mayCarryOut && word.unreadable !== null) return 'cannot-read';
      return !mayCarryOut ? 'only-knows' : word.isRefused ? 'refused' : 'carries-out';
    },
    async giveUp() {
      const next = givenUp(plan, me);
      isLookedOver = false; // and takes it up no more
      rest();
      if (next === plan || word.unreadable !== null || !isConnected()) return;
      plan = next;
      if (home !== null) void memory.remember(home, plan);
      await parts.share(plan);
    },
    forget() {
      home = null;
      word.forget();
      heardRunner = null;
      carrier = null;
      isLookedOver = false;
      rates.forget();
      knownSince.forget();
      denied.clear();
      rest();
      if (plan === emptyPlan) return;
      plan = emptyPlan;
      parts.tell(noPlan);
    },
  };
}
