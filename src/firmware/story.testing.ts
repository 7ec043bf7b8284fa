import type { Device, DeviceId } from '@/core/device';
import type { FirmwareOrder, FirmwareTask } from '@/core/firmware/firmware-task';
import { openRng, type Rng } from '@/core/random.testing';
import { emptyPlan, type UpdatePlan } from '@/core/firmware/update-plan';

import { carryAlone, planAfterAlone } from './carry-alone';
import { carryOn, readBackBefore } from './carry-on';
import { clockLookAfter, isClockSure, type ClockLook } from './clock-look';
import { planAfter, roundOf } from './plan';
import { keyOf, mergePlans } from './plan-merge';
import { isOpen, isUnfinished, refused } from './queue';
import { earlyEnds, openEnds } from './story-ends.testing';
import {
  agreedAddress,
  floorPercent,
  hours,
  minuteAt,
  openStoryWorld,
  type Broken,
  type House,
  type StoryWorld,
} from './story-world.testing';
import { withTimes } from './task-times';

/** One browser: what it remembers of the plan outlives its page. */
type Browser = {
  readonly me: string;
  /** whether the broker lets its account write the plan */
  readonly may: boolean;
  /** whether it lets its account command what is behind no bridge */
  readonly isNarrow: boolean;
  memory: UpdatePlan;
  page: {
    plan: UpdatePlan;
    devices: ReadonlyMap<DeviceId, Device>;
    isConnected: boolean;
    readBackUntil: number;
    offsetMs: number;
    /** how far its clock is wrong for its next look */
    leapMs: number;
    clockLook: ClockLook | null;
    connectedAt: number;
    /** when it last looked as the one who carries the plan out */
    ledAt: number | null;
    /** in which turn the broker took its word that it carries the plan out */
    knownTurn: number | null;
    /** what it learnt that it may not command */
    readonly denied: Set<DeviceId>;
  } | null;
};

export type Told = {
  readonly broken: readonly Broken[];
  readonly tasks: readonly FirmwareTask[];
  /** the names of what was ordered and is known no more, of owners and of the member each by themselves */
  readonly lost: readonly string[];
  readonly hours: number;
};

const rules = { hours, batteryFloorPercent: floorPercent, atOnceElsewhere: 2, mostTries: 3 };
const minuteMs = 60_000;
const clocksApartMs = 3 * minuteMs;
/** a night for a sleeper that is in the way, then 36 hours of its own, some of them by a clock that stood still */
const longestMs = 96 * 60 * minuteMs;

/** A night of updates with what may befall it: devices drop, bridges restart, tabs are closed, the broker is killed, … */
export function tellStory(rng: Rng, house: House = {}): Told {
  const world = openStoryWorld(rng, house);
  const browsers: Browser[] = ['a', 'watcher-b', 'member'].map((me) => ({
    me,
    may: me !== 'member',
    isNarrow: me === 'watcher-b' && rng() < 0.5,
    memory: emptyPlan,
    page: null,
  }));
  let retained: UpdatePlan | null = null;
  const ends = openEnds();
  let now = 0;
  const healsAt = (1 + rng() * 6) * 60 * minuteMs;
  const [first] = browsers;
  if (first !== undefined) openPage(first);
  /** whose file somebody gets right, and compares again */
  const healed: DeviceId[] = [];
  const ordered = world.reals.filter(({ scheduledAt }) => scheduledAt === null).map(({ id }) => id);
  const agreed = world.reals.map(({ id, address }) => ({
    device: id,
    // to a bad address nobody can agree; an order that does all the same is a hostile one
    url: address === null || address === agreedAddress || rng() < 0.5 ? agreedAddress : address,
  }));
  const wanted = { type: 'add', work: 'update', devices: ordered, unattended: true, sources: agreed } as const;
  change(first, (plan) =>
    planAfter(planAfter(plan, { type: 'rules', rules }, world.seen(), now), wanted, world.seen(), now),
  );
  const owned = new Set((first?.memory.tasks ?? []).map(keyOf));
  const lost: string[] = [];
  /** what the member ordered, and did not order anew */
  let ownOfMember: readonly string[] = [];
  for (const { id, hasOtherImage } of world.reals) if (hasOtherImage) judgeImage(id, '1.2');

  /** somebody compares the file of a version; null: it is the right one after all */
  function judgeImage(device: DeviceId, version: string | null): void {
    const skip = { type: 'skip', device, version, because: 'image' } as const;
    const judge = browsers.find(({ page, may }) => page !== null && may);
    change(judge, (plan) => planAfter(plan, skip, world.seen(), now));
  }

  function openPage(browser: Browser): void {
    const offsetMs = (rng() - 0.5) * 180_000;
    browser.page = {
      plan: browser.memory,
      devices: new Map(),
      isConnected: false,
      readBackUntil: 0,
      offsetMs,
      leapMs: 0,
      clockLook: null,
      connectedAt: now,
      ledAt: null,
      knownTurn: null,
      denied: new Set(),
    };
    connect(browser);
  }

  function connect(browser: Browser): void {
    const { page } = browser;
    if (page === null || !world.isBrokerUp) return;
    page.isConnected = true;
    page.connectedAt = now;
    page.denied.clear();
    page.devices = page.devices.size === 0 ? world.remembered() : page.devices;
    if (retained !== null) hearPlan(browser, retained);
    page.readBackUntil = readBackBefore(now + page.offsetMs);
    share(browser);
  }

  function hearPlan(browser: Browser, told: UpdatePlan): void {
    const { page } = browser;
    if (page === null) return;
    page.plan = mergePlans(page.plan, told);
    browser.memory = page.plan;
    world.broken.push(...ends.note(browser.me, page.plan));
  }

  function share({ me, may, page }: Browser): void {
    if (!world.isBrokerUp || page === null || !may) return;
    const { plan } = page;
    retained = plan;
    if (plan.runner?.id === me) page.knownTurn = plan.runner.turn;
    for (const browser of browsers)
      if (browser.page?.isConnected === true && browser.page.plan !== plan) hearPlan(browser, plan);
  }

  function change(browser: Browser | undefined, work: (plan: UpdatePlan) => UpdatePlan): void {
    const page = browser?.page;
    if (browser === undefined || page === null || page === undefined) return;
    const worked = work(page.plan);
    if (worked === page.plan) return;
    const next = withTimes(worked, page.plan, now + page.offsetMs);
    page.plan = next;
    browser.memory = next;
    world.broken.push(...ends.note(browser.me, next));
    if (page.isConnected) share(browser);
  }

  function look(browser: Browser): void {
    const { page, me, may, isNarrow } = browser;
    if (page === null) return;
    const mine = now + page.offsetMs + page.leapMs;
    page.leapMs = 0;
    page.clockLook = clockLookAfter(page.clockLook, mine);
    if (!page.isConnected || !isClockSure(page.clockLook)) return;
    const { readBackUntil } = page;
    const isDenied = (id: DeviceId) => page.denied.has(id);
    const sight = {
      me,
      devices: page.devices,
      now: mine,
      minute: minuteAt(now),
      readBackUntil,
      isKnown: (turn: number) => turn === page.knownTurn,
      isDenied,
      sureFrom: page.clockLook.sureFrom,
      messagesAnHour: () => 12,
    };
    // what its bridge keeps it hears of only when the bridge has spoken again
    const hears = page.connectedAt < now;
    if (may && hears && page.plan.runner?.id === me && page.plan.runner.turn === page.knownTurn) page.ledAt = now;
    const led = carryOn(page.plan, sight);
    // nobody takes its word, so of the plan of the others it begins nothing; what they stopped it may take back
    if (!may && led.start.some(({ command }) => command.type !== 'call-off-update'))
      world.broken.push({ rule: 'without the right', detail: me });
    const next = may ? led : { readBackUntil, ...carryAlone(page.plan, sight) };
    page.readBackUntil = next.readBackUntil;
    world.broken.push(...earlyEnds(page.plan, next.plan, mine));
    change(browser, () => next.plan);
    for (const { device, command } of next.start) {
      // the page may be closed between the plan and the command
      if (rng() < 0.03) return void (browser.page = null);
      const isOwn = page.plan.tasks.some((task) => task.device === device && task.alone === true);
      if (!may && !isOwn) world.broken.push({ rule: 'without the right', detail: device });
      const known = page.devices.get(device);
      const isTold = isOwn ? page.plan.skipped.length > 0 : ends.isToldOfFile(me, device);
      const by = { isInPlan: !isOwn, isAttended: isOwn, isToldOfFiles: isTold };
      const isForbidden = isNarrow && known?.via === null;
      if (!isForbidden && world.command(device, command, now, by) === 'sent') continue;
      if (isForbidden) page.denied.add(device);
      const why = isForbidden ? 'not-authorised' : 'not-connected';
      if (known !== undefined)
        change(browser, (plan) => ({
          ...plan,
          tasks: refused(plan.tasks, known, why, { now: mine, rules, isDenied }),
        }));
    }
  }

  function befall(): void {
    const heals = now >= healsAt;
    const dice = rng();
    if (heals) return heal();
    if (dice < 0.02) world.isArmed = !world.isArmed;
    else if (dice < 0.04) dropOne(world, rng);
    else if (dice < 0.06) world.restartBridge(rng() < 0.5 ? 'zigbee' : 'zwave');
    else if (dice < 0.08) toggle(world.bridgesDown, rng() < 0.5 ? 'zigbee' : 'zwave');
    else if (dice < 0.1) killOrStartBroker();
    else if (dice < 0.14) openOrClose();
    else if (dice < 0.18) world.somebodyElseBegins(now);
    else if (dice < 0.2) world.changeAddress(now);
    else if (dice < 0.22) orderAlone();
    else if (dice < 0.24) askForUpdates();
    else if (dice < 0.248) callOff();
    else if (dice < 0.256) leap();
    else if (dice < 0.264) updateAgain();
  }

  /** a clock is wrong by hours or days, and set right at once */
  function leap(): void {
    const page = anyOf(browsers)?.page;
    if (page !== null && page !== undefined) page.leapMs = (rng() - 0.5) * 96 * 60 * minuteMs;
  }

  /** somebody wants the updates of some again, whatever became of them */
  function updateAgain(): void {
    const browser = anyOf(browsers.filter(({ page, may }) => page !== null && may));
    const devices = ordered.filter(() => rng() < 0.4);
    addTo(browser, { type: 'add', work: 'update', devices, unattended: true, sources: agreed });
  }

  /** What is watched goes on to be, whatever else is wanted now. */
  function addTo(browser: Browser | undefined, order: Extract<FirmwareOrder, { type: 'add' }>): void {
    const before = browser?.page?.plan ?? emptyPlan;
    change(browser, (plan) => planAfter(plan, order, world.seen(), now));
    const after = browser?.page?.plan ?? emptyPlan;
    for (const name of after.tasks.map(keyOf)) owned.add(name);
    const counts = new Set(roundOf(after).map(keyOf));
    const isAnew = (task: FirmwareTask) => task.work === order.work && order.devices.includes(task.device);
    const isNeedless = (task: FirmwareTask) => isUnfinished(task) && order.work === 'update';
    for (const task of roundOf(before))
      if (isOpen(task) && !counts.has(keyOf(task)) && !isAnew(task) && !isNeedless(task))
        world.broken.push({ rule: 'watch forgotten', detail: keyOf(task) });
  }

  /** somebody looks for newer firmware of some, or of all */
  function askForUpdates(): void {
    const browser = anyOf(browsers.filter(({ page, may }) => page !== null && may));
    const devices = rng() < 0.3 ? ordered : ordered.filter(() => rng() < 0.4);
    addTo(browser, { type: 'add', work: 'check', devices });
  }

  /** somebody presses "Stop", or calls one off: also where his page has no connection */
  function callOff(): void {
    const browser = anyOf(browsers.filter(({ page, may }) => page !== null && may));
    const device = anyOf(ordered) ?? '';
    const order = rng() < 0.2 ? ({ type: 'stop' } as const) : ({ type: 'call-off', device } as const);
    change(browser, (plan) => planAfter(plan, order, world.seen(), now));
  }

  function anyOf<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(rng() * list.length)];
  }

  /** somebody whose account may not write the plan updates one device, and leaves another for the night */
  function orderAlone(): void {
    const member = browsers.find(({ may }) => !may);
    lost.push(...missing(ownOfMember, aloneTasks()));
    for (const unattended of [false, true]) {
      const device = world.reals[Math.floor(rng() * world.reals.length)]?.id ?? '';
      const work = rng() < 0.3 ? 'check' : 'update';
      const wish = { type: 'add', work, devices: [device], unattended, sources: agreed } as const;
      change(member, (plan) => planAfterAlone(plan, wish, member?.page?.devices ?? new Map(), now));
    }
    ownOfMember = aloneTasks().map(keyOf);
  }

  function heal(): void {
    world.isArmed = false;
    world.bridgesDown.clear();
    if (!world.isBrokerUp) killOrStartBroker();
    for (const real of world.reals) {
      real.battery = 60;
      if (real.hasOtherImage) {
        real.hasOtherImage = false;
        healed.push(real.id);
      }
      real.isThere ||= real.fate !== 'never-returns' || real.version === 1;
    }
    // where the broker lost what it retained, the plan is known to the browser alone that remembers it
    for (const browser of browsers) if (browser.page === null) openPage(browser);
    for (const device of healed.splice(0)) judgeImage(device, null);
  }

  function killOrStartBroker(): void {
    world.isBrokerUp = !world.isBrokerUp;
    if (!world.isBrokerUp) {
      // what it retains may be lost with it
      if (rng() < 0.5) retained = null;
      for (const { page } of browsers) if (page !== null) page.isConnected = false;
    } else for (const browser of browsers) connect(browser);
  }

  function aloneTasks(): readonly FirmwareTask[] {
    return browsers.flatMap(({ may, memory }) => (may ? [] : memory.tasks.filter((task) => task.alone === true)));
  }

  /** Who has just looked and could tell its bridge; what was left by somebody else, or is over, is nobody's to take back. */
  function noteForbidden(): void {
    for (const real of world.reals) {
      const isDeaf = !world.isBrokerUp || (real.via !== null && world.bridgesDown.has(real.via));
      const tasks = browsers.flatMap(({ page }) =>
        page?.ledAt === now ? page.plan.tasks.filter((task) => isAskedOf(task, real.id)) : [],
      );
      const isOver = tasks.length > 0 && real.isOfPlan && !tasks.some(isUnfinished);
      // while it is thought to be updated, what somebody else leaves for it next is his
      const isWaitedFor = tasks.some(({ stage }) => stage.at === 'waiting' || stage.at === 'scheduled');
      const isMinded = isWaitedFor || (real.isOfPlan && tasks.some(isUnfinished)) || isOver;
      const why = real.scheduledAt === null ? null : world.forbidden(real, now, isOver);
      if (isDeaf || !isMinded || why === null) world.forbiddenSince.delete(real.id);
      else if (!world.forbiddenSince.has(real.id)) world.forbiddenSince.set(real.id, { at: now, why });
    }
  }

  function openOrClose(): void {
    const browser = browsers[Math.floor(rng() * browsers.length)];
    if (browser === undefined) return;
    if (browser.page === null) openPage(browser);
    else browser.page = null;
  }

  /** somebody waits for the answer of a device, which comes within seconds */
  const isAsked = () =>
    browsers.some(({ page }) =>
      page?.plan.tasks.some(({ stage }) => stage.at === 'waiting' && stage.hold === 'source'),
    );
  const isOver = () => {
    const open = browsers.filter(({ page, may }) => page !== null && may);
    return (
      now > healsAt &&
      open.length > 0 &&
      open.every(({ page }) => page?.plan.tasks.every((task) => !isUnfinished(task)) === true) &&
      browsers.every(({ memory }) => memory.tasks.every((task) => task.alone !== true || !isUnfinished(task)))
    );
  };
  while (!isOver() && now < longestMs) {
    const isBusy = world.reals.some(({ updatingSince }) => updatingSince !== null);
    now += isBusy || isAsked() ? 15_000 : 4 * minuteMs;
    befall();
    world.pass(now);
    for (const browser of browsers) {
      const { page } = browser;
      // what a broker remembers comes at once, what devices say only when they say it
      const hears = page !== null && page.isConnected && page.connectedAt < now;
      if (hears) page.devices = withClock(world.seen(), page.offsetMs);
      look(browser);
    }
    noteForbidden();
  }
  const known = browsers.filter(({ may }) => may).reduce((plan, { memory }) => mergePlans(plan, memory), emptyPlan);
  const tasks = [...known.tasks, ...aloneTasks()];
  lost.push(...missing([...owned], known.tasks), ...missing(ownOfMember, aloneTasks()));
  return { broken: [...world.broken, ...falselyDone(tasks, world)], tasks, lost, hours: now / 60 / minuteMs };
}

function isAskedOf({ device, work, alone }: FirmwareTask, id: DeviceId): boolean {
  return device === id && work === 'update' && alone !== true;
}

function missing(names: readonly string[], tasks: readonly FirmwareTask[]): readonly string[] {
  const known = new Set(tasks.map(keyOf));
  return names.filter((name) => !known.has(name));
}

/** It was said to be well after its update, and runs another version or never came back; or to run this or that, and never told. */
function falselyDone(tasks: readonly FirmwareTask[], { reals }: StoryWorld): readonly Broken[] {
  const known = new Map(reals.map((real) => [real.id, real]));
  return tasks.flatMap(({ device, stage, work, orderedAt, tries }): Broken[] => {
    const real = known.get(device);
    if (work === 'check') {
      const hasAnswered = (real?.answeredAt ?? -1) >= orderedAt - clocksApartMs;
      return stage.at === 'done' && !hasAnswered ? [{ rule: 'falsely answered', detail: device }] : [];
    }
    // of one that was never begun it is said that there is nothing newer for it
    if (stage.at === 'done' && !((tries === 0 || real?.wasBack === true) && (real?.version ?? 0) >= 2))
      return [{ rule: 'falsely done', detail: device }];
    const isTold = stage.at === 'failed' && (stage.why === 'same-version' || stage.why === 'other-version');
    return isTold && real?.wasBack !== true ? [{ rule: 'told of a silent one', detail: device }] : [];
  });
}

/** Each browser stamps what it hears with its own clock. */
function withClock(devices: ReadonlyMap<DeviceId, Device>, offsetMs: number): ReadonlyMap<DeviceId, Device> {
  if (offsetMs === 0) return devices;
  return new Map(
    [...devices].map(([id, device]) => [
      id,
      {
        ...device,
        lastSeen: device.lastSeen === null ? null : device.lastSeen + offsetMs,
        firmware: device.firmware && { ...device.firmware, at: device.firmware.at + offsetMs },
        updateSource: device.updateSource && { ...device.updateSource, at: device.updateSource.at + offsetMs },
        lastUpdate: device.lastUpdate && { ...device.lastUpdate, at: device.lastUpdate.at + offsetMs },
        lastCheck: device.lastCheck && { ...device.lastCheck, at: device.lastCheck.at + offsetMs },
      },
    ]),
  );
}

function dropOne({ reals }: StoryWorld, rng: Rng): void {
  const real = reals[Math.floor(rng() * reals.length)];
  if (real === undefined) return;
  if (rng() < 0.5) real.battery = rng() < 0.5 ? 10 : 60;
  else real.isThere = !real.isThere;
}

function toggle<T>(set: Set<T>, item: T): void {
  if (!set.delete(item)) set.add(item);
}

/** What goes wrong first in these stories, by its rule; null: nothing. */
export function firstComplaint(seeds: number, house: House = {}): string | null {
  for (let seed = 0; seed < seeds; seed++) {
    const { broken, tasks, lost } = tellStory(openRng(seed), house);
    const [first] = broken;
    if (first !== undefined) return first.rule;
    if (tasks.some(isUnfinished)) return 'no end';
    if (lost.length > 0) return 'lost';
  }
  return null;
}
