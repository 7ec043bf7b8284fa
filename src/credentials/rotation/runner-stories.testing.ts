import { openRng, type Rng } from '@/core/random.testing';
import type { RotationOutcome } from '@/core/log-ins/rotation';
import type { ToldStory } from '@/core/story-log.testing';
import { openVirtualTime, type VirtualTime } from '@/core/virtual-time.testing';

import { mostTellings } from './decide';
import { openRunnerBrowser, type RunnerBrowser } from './runner-browser.testing';
import { account, openRunnerHome, topics, type RunnerHome } from './runner-home.testing';
import { runnerKinds, type RunnerKind } from './runner-kinds.testing';
import type { Wire } from './runner-wires.testing';
import { openPerson } from './world-person.testing';

/**
 * Stories of one device in which all that carries a rotation on is the real thing (`run.ts`, `port-over-broker.ts` and what
 * they are made of); only the broker and the device are not. `world.testing.ts` tells many more of the decisions alone.
 */

const second = 1_000;
const minute = 60 * second;
const stormMs = 6 * minute;
const longestWayMs = 45 * second;
const longestSleepMs = 5 * minute;
/** the longest that anything takes by itself: a device that ignores what it is told is told for a quarter of an hour */
const patienceMs = 45 * minute;
/** no account has changed for so long: none will, unless a person does something */
const stillMs = 20 * minute;

/** A storm of faults, then calm until all is done, then one more rotation in which nothing goes wrong. */
export async function liveRun(seed: number, kind: RunnerKind): Promise<ToldStory> {
  const rng = openRng(seed);
  let check = () => {};
  const time = openVirtualTime(() => check());
  try {
    const { home, storm, calm, plain } = openStory(kind, rng, time);
    check = home.check;
    await storm();
    await calm();
    await plain();
    return { complaint: home.complaint, log: home.log };
  } finally {
    time.end();
  }
}

/** The same storm, and in the midst of it the broker loses all its accounts. */
export async function liveLoss(seed: number, kind: RunnerKind): Promise<ToldStory> {
  const rng = openRng(seed);
  const time = openVirtualTime();
  try {
    const { home, storm, lose } = openStory(kind, rng, time);
    time.later(rng() * 2 * minute, lose);
    await storm();
    return { complaint: home.complaint, log: home.log };
  } finally {
    time.end();
  }
}

/** The first story that ends badly, with its last lines; null: all end well. `only`: of the kind of this name. */
export async function firstRunComplaint(seeds: number, only?: string): Promise<string | null> {
  const told = runnerKinds.filter(([name]) => only === undefined || name === only);
  for (let seed = 1; seed <= seeds; seed++) {
    for (const [name, kind] of told) {
      for (const live of [liveRun, liveLoss]) {
        const { complaint, log } = await live(seed, kind);
        if (complaint !== null) return `${complaint}: a device ${name}, seed ${seed}\n${log.slice(-80).join('\n')}`;
      }
    }
  }
  return null;
}

function openStory(kind: RunnerKind, rng: Rng, time: VirtualTime) {
  let browsers: readonly RunnerBrowser[] = [];
  const home: RunnerHome = openRunnerHome(kind, rng, time.now, (topic) => {
    for (const browser of browsers) browser.deliver(topic);
  });
  const { device, voice } = home;
  const meet = openPerson('honest', device, rng);
  const answers = rng() < 0.5;
  const hasWrongClocks = rng() < 0.3;
  let isStormy = true;
  let isDown = false;
  let opened = 0;
  let loggedStarts = 0;
  const chance = (probability: number) => rng() < probability;
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(rng() * list.length)];

  const wire: Wire = {
    there() {
      if (!isStormy) return 5 + rng() * 60;
      if (isDown || chance(0.02)) return null;
      return chance(0.05) ? rng() * longestWayMs : 5 + rng() * 120;
    },
    back: () => (isStormy && chance(0.03) ? null : isStormy && chance(0.05) ? rng() * 9 * second : 5 + rng() * 60),
    again: () => (isStormy && chance(0.05) ? rng() * longestWayMs : null),
    word: () => (isStormy && chance(0.1) ? rng() * 1_900 : 5 + rng() * 50),
  };

  function arrive(): RunnerBrowser {
    const name = `browser-${++opened}`;
    home.note(`${name} is opened`);
    const skewMs = hasWrongClocks && chance(0.5) ? (rng() - 0.5) * 4 * 60 * minute : 0;
    const browser = openRunnerBrowser({ name, home, time, wire, rng, skewMs, answers });
    browsers = [...browsers, browser];
    return browser;
  }

  function leave(browser: RunnerBrowser): void {
    browser.close();
    browsers = browsers.filter((one) => one !== browser);
  }

  function killBroker(downMs: number): void {
    home.kill();
    isDown = true;
    for (const browser of browsers) browser.link(false);
    time.later(downMs, () => {
      isDown = false;
      for (const browser of browsers) browser.link(true);
      for (const browser of browsers) for (const word of voice.remembered()) browser.hears(word);
    });
  }

  function fault(): void {
    const roll = rng();
    const browser = pick(browsers);
    if (roll < 0.2) killBroker(rng() * 8 * second);
    else if (roll < 0.4) device.cut();
    else if (roll < 0.5) {
      device.power(false);
      time.later(rng() * 2 * minute, () => device.power(true));
    } else if (roll < 0.6) browser?.sleep(rng() * longestSleepMs);
    else if (roll < 0.68) browser?.rollBack();
    else if (roll < 0.74) browser?.signOut();
    else if (roll < 0.88 && browser !== undefined) leave(browser);
    else if (browsers.length < 5) arrive();
  }

  /** Somebody begins it, and may think better of it at once. */
  function begin(): void {
    const browser = pick(browsers) ?? arrive();
    void browser.start();
    if (chance(0.15)) time.later(rng() * 2 * second, () => browsers.includes(browser) && browser.signOut());
  }

  function again(fromMs: number, toMs: number, run: () => void): void {
    time.later(fromMs + rng() * (toMs - fromMs), () => {
      run();
      if (isStormy) again(fromMs, toMs, run);
    });
  }

  /** The device goes on, everybody hears of it, and who is at home looks at a page. */
  function live(): void {
    if (!isDown && chance(0.8)) device.live();
    for (const word of voice.words()) for (const browser of browsers) browser.hears(word);
    tellLog();
    for (const browser of browsers) browser.look(meet);
    time.later(1.5 * second, live);
  }

  /** Mosquitto writes down who comes, where it was told to. */
  function tellLog(): void {
    const { connectedAs, starts } = device;
    if (kind.tells !== 'log' || connectedAs === null || starts === loggedStarts) return;
    loggedStarts = starts;
    const line = `New client connected from 10.0.0.9:1 as ${account} (p5, c1, k60, u'${connectedAs.username}').`;
    for (const browser of browsers) browser.logLine(line);
  }

  const isOver = () =>
    home.accounts.size === 1 &&
    home.registers.size === 0 &&
    [topics.offer, topics.proof('a'), topics.proof('b')].every((topic) => !home.retained.has(topic));

  /** Lets time pass until that is so, or nothing changes any more, or it takes too long. */
  async function passUntil(isSo: () => boolean): Promise<void> {
    const until = time.now() + patienceMs;
    let shape = '';
    let changedAt = time.now();
    while (!isSo() && time.now() < Math.min(until, changedAt + stillMs) && home.complaint === null) {
      await time.pass(5 * second);
      const seen = JSON.stringify([[...home.accounts], [...home.registers], [...home.retained], device.starts]);
      if (seen !== shape) changedAt = time.now();
      shape = seen;
    }
  }

  return {
    home,
    async storm() {
      live();
      arrive();
      again(second, 20 * second, begin);
      again(4 * second, 30 * second, fault);
      await time.pass(stormMs);
      isStormy = false;
      device.power(true);
      await time.pass(longestSleepMs); // what was late has come, and every tab is awake
    },
    lose() {
      killBroker(10 * second); // so long it takes at least until somebody administers it again
      home.loseAccounts();
    },
    /** Everybody but one goes home, and she sees it through. */
    async calm() {
      for (const other of browsers.slice(1)) leave(other);
      const [first] = browsers;
      if (first === undefined || !first.isBusy) {
        if (first !== undefined) leave(first);
        arrive();
      }
      device.power(false); // what it was set to and has not started with is used some day
      device.power(true);
      await time.pass(minute);
      await passUntil(isOver);
      if (device.connectedAs === null) home.complain('the device is out in the end');
      if (!isOver() && !mayStandStill() && !isNobodys()) home.complain('it is never over');
    },
    /** Nothing goes wrong now, whatever was before. */
    async plain() {
      for (const browser of browsers) leave(browser);
      await time.pass(second); // what was begun at the last moment is there now, and nobody is left to see it through
      if (!isOver()) return;
      const browser = arrive();
      await time.pass(minute);
      const [before] = home.accounts.keys();
      await Promise.race([browser.start(), time.pass(5 * second)]);
      await passUntil(() => browser.last?.outcome != null && isOver());
      const [slot] = home.accounts.values();
      const outcome = browser.last?.outcome ?? null;
      // where nobody tells, a start that was lost each time leaves both, until somebody switches it off and on
      const isAsBefore = kind.way === 'one-slot' && device.connectedAs?.username === before;
      if (outcome === null && isAsBefore && mayStandStill()) return;
      // and what was told as often as it is told at all, and never heard, is taken back
      const isUnheard = isAsBefore && timesTold(browser) >= mostTellings + 2 && outcome === 'rolled-back';
      if (outcome === null || !(isUnheard || mayEndWith(outcome)))
        home.complain(`it ended with ${outcome}: ${browser.last?.sentence}`);
      if (!isOver()) home.complain('something is left of it');
      if ((slot?.username !== before) !== (outcome === 'replaced')) home.complain(`${slot?.username} is left of it`);
      if (slot?.clientId !== account || !slot.roles.includes(`dev:${account}`))
        home.complain(`${slot?.username} is not as the old one was`);
      if (device.connectedAs?.username !== slot?.username) home.complain('the device is not in with what is left');
    },
  };

  /** A killed broker may remember an offer that was taken back before: without registers it is nobody's, and the next overwrites it. */
  function isNobodys(): boolean {
    return (
      home.accounts.size === 1 && home.registers.size === 0 && home.log.some((line) => line.includes(' is killed'))
    );
  }

  function timesTold({ last }: RunnerBrowser): number {
    return home.log.filter((line) => line.includes(' handOver ') && line.includes(`"${last?.id}"`)).length;
  }

  /** A person may say that nobody types it in, and by a clock that is behind an offer has a number that the device has passed. */
  function mayEndWith(outcome: RotationOutcome): boolean {
    const isTaken = kind.temper === 'obeys';
    const mayBeRefused = kind.way === 'by-hand' || (kind.way === 'two-slots' && hasWrongClocks);
    return outcome === (isTaken ? 'replaced' : 'rolled-back') || (mayBeRefused && outcome === 'rolled-back');
  }

  /** Where only a person can tell, or ends what was shown or told, both log-ins stay good for as long as that takes. */
  function mayStandStill(): boolean {
    const isForAPerson = kind.way === 'by-hand' || (kind.way === 'one-slot' && kind.tells === 'nobody');
    return isForAPerson && home.accounts.size === 2;
  }
}
