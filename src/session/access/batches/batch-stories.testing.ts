import type { DeviceKind } from '@/core/observation';
import { openRng, type Rng } from '@/core/random.testing';
import type { ToldStory } from '@/core/story-log.testing';
import { openVirtualTime, type VirtualTime } from '@/core/virtual-time.testing';
import { batchRegister } from '@/credentials/batch/batch-register';

import { openBatchBrowser, type BatchBrowser, type Wire } from './batch-browser.testing';
import { openBatchHome, type BatchHome, type DevicePlan } from './batch-home.testing';

const second = 1_000;
const minute = 60 * second;
const stormMs = 12 * minute;
/** by then everything is done that goes by itself, with three minutes for each that is silent */
const calmMs = 40 * minute;
/** nothing has changed for so long: nothing will, however rarely something is told again */
const stillMs = 15 * minute;
const longestWayMs = 45 * second;

/** A storm of faults over a home of some devices and up to three browsers, then calm until nothing more is to be done. */
export async function liveBatch(seed: number): Promise<ToldStory> {
  const rng = openRng(seed);
  const time = openVirtualTime();
  try {
    const home = openBatchHome(plansOf(rng), rng, time.now);
    const story = openStory(home, time, rng);
    await story.storm();
    await story.calm();
    return { complaint: home.complaint, log: home.log };
  } finally {
    time.end();
  }
}

/** The first story that ends badly, with its last lines; null: all end well. */
export async function firstBatchComplaint(seeds: number): Promise<string | null> {
  for (let seed = 1; seed <= seeds; seed++) {
    const { complaint, log } = await liveBatch(seed);
    if (complaint !== null) return `${complaint}, seed ${seed}\n${log.slice(-80).join('\n')}`;
  }
  return null;
}

function plansOf(rng: Rng): readonly DevicePlan[] {
  const plan = (account: string, way: DevicePlan['way'], kind: DeviceKind, stubborn = 0): DevicePlan => ({
    account,
    way,
    kind,
    temper: rng() < stubborn ? 'ignores' : 'obeys',
    answers: rng() < 0.5,
  });
  const all = [
    plan('bolt', 'two-slots', 'lock'),
    plan('cam-1', 'two-slots', 'camera', 0.15),
    plan('cam-2', 'two-slots', 'camera', 0.3),
    plan('hub', 'one-slot', 'hub'),
    plan('plug', 'one-slot', 'plug', 0.3),
    plan('gate', 'by-hand', 'other'),
  ];
  return all.filter(() => rng() < 0.8);
}

function openStory(home: BatchHome, time: VirtualTime, rng: Rng) {
  const isCareful = rng() < 0.5;
  const hasWrongClocks = rng() < 0.5;
  const browsers: BatchBrowser[] = [];
  let isStormy = true;
  let isDown = false;
  let opened = 0;
  const chance = (probability: number) => rng() < probability;
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(rng() * list.length)];

  const wire: Wire = {
    there() {
      if (!isStormy) return 5 + rng() * 60;
      if (isDown || chance(0.02)) return null;
      return chance(0.02) ? rng() * longestWayMs : 5 + rng() * 120;
    },
    back: () => (isStormy && chance(0.02) ? null : 5 + rng() * 60),
  };

  function arrive(): BatchBrowser {
    const name = `browser-${++opened}`;
    home.note(`${name} is opened`);
    const skewMs = hasWrongClocks && chance(0.5) ? (rng() - 0.5) * 4 * 60 * minute : 0;
    const browser = openBatchBrowser({ name, home, time, wire, rng, skewMs, hasWrongClocks, isCareful });
    browsers.push(browser);
    return browser;
  }

  function leave(browser: BatchBrowser): void {
    browser.close();
    browsers.splice(browsers.indexOf(browser), 1);
  }

  function fault(): void {
    const roll = rng();
    const device = pick([...home.devices.values()])?.device;
    const browser = pick(browsers);
    if (roll < 0.2) {
      home.kill();
      isDown = true;
      time.later(rng() * 8 * second, () => (isDown = false));
    } else if (roll < 0.45) device?.cut();
    else if (roll < 0.6) {
      device?.power(false);
      time.later(rng() * 3 * minute, () => device?.power(true));
    } else if (roll < 0.8 && browser !== undefined) leave(browser);
    else if (browsers.length < 3) arrive();
    home.check('a fault');
  }

  /** Somebody presses a button, now and then the wrong one, or two at once. */
  function press(): void {
    const browser = pick(browsers) ?? arrive();
    const roll = rng();
    if (roll < 0.65) void browser.goOn();
    else if (roll < 0.8) void browser.pause();
    else if (roll < 0.9) void browser.retry(pick([...home.devices.keys()]) ?? '');
    else if (roll < 0.92) void browser.endBatch();
    if (roll < 0.1) void browser.pause();
  }

  function again(fromMs: number, toMs: number, run: () => void): void {
    time.later(fromMs + rng() * (toMs - fromMs), () => {
      run();
      if (isStormy) again(fromMs, toMs, run);
    });
  }

  function live(): void {
    for (const { device } of home.devices.values()) if (chance(0.8)) device.live();
    home.check('what its devices did');
    time.later(1.5 * second, live);
  }

  async function answerOf<T>(asked: Promise<T>): Promise<T | null> {
    const answers: T[] = [];
    void asked.then((value) => answers.push(value));
    for (let n = 0; n < 30 && answers.length === 0; n++) await time.pass(second);
    return answers[0] ?? null;
  }

  return {
    async storm() {
      live();
      arrive();
      again(2 * second, 15 * second, press);
      again(5 * second, 30 * second, fault);
      await time.pass(stormMs);
      isStormy = false;
      isDown = false;
      for (const { device } of home.devices.values()) device.power(true);
      await time.pass(longestWayMs); // what was late has come
    },
    /** Everybody but one goes home, and she sees it through. */
    async calm() {
      home.calm();
      const browser = browsers[0] ?? arrive();
      for (const other of browsers.slice(1)) leave(other);
      // what a device was set to and has not started with is used some day
      for (const { device } of home.devices.values()) {
        device.power(false);
        device.power(true);
      }
      const begunAt = time.now();
      // twice: the first time may only take back what a browser that is closed had handed over
      const tried: string[] = [];
      const timesTried = (account: string) => tried.filter((one) => one === account).length;
      let hasBegun = false;
      let shown = '';
      let changedAt = begunAt;
      while (time.now() < Math.min(begunAt + calmMs, changedAt + stillMs) && home.complaint === null) {
        const told = await answerOf(Promise.resolve(browser.look()));
        if (told === null || told.outcome !== 'told') continue;
        if (told.batch === null && hasBegun) return judge(browser, true);
        const state = told.batch?.state ?? 'idle';
        const shows = `${state}: ${told.parts.map((part) => `${part.account} ${part.state}`).join(', ')}`;
        if (shows !== shown) {
          home.note(shows);
          changedAt = time.now();
        }
        shown = shows;
        const failed = told.parts.find((part) => part.state === 'failed' && timesTried(part.account) < 2);
        if (state === 'idle' || state === 'stopped') {
          if (failed === undefined) {
            hasBegun = true;
            await answerOf(Promise.resolve(browser.goOn()));
          } else {
            tried.push(failed.account);
            await answerOf(Promise.resolve(browser.retry(failed.account)));
          }
        } else if (state === 'waiting' && failed !== undefined) {
          tried.push(failed.account);
          await answerOf(Promise.resolve(browser.pause()).then(() => browser.retry(failed.account)));
        }
        await time.pass(15 * second);
      }
      judge(browser, false);
    },
  };

  /** Whoever can be done is done, once, and nothing stands that nobody waits for. */
  function judge(browser: BatchBrowser, isOver: boolean): void {
    const isLeft = (account: string) => {
      const own = [...home.accounts.values()].filter(({ clientId }) => clientId === account);
      return hasWrongClocks ? own.length !== 1 || own.some(({ rotation }) => rotation === null) : !home.isDone(account);
    };
    for (const { account, way, temper } of home.devices.values()) {
      if (way === 'by-hand' || !isLeft(account)) continue;
      if (temper === 'obeys') home.complain(`${account} has no new password in the end`);
    }
    const stands = [...home.registers.keys()].filter((key) => key.startsWith(batchRegister('')));
    if (isOver && stands.length > 0) home.complain(`${stands.join(', ')} stands though it is over`);
    if (
      !isOver &&
      ![...home.devices.values()].some(
        ({ account, way, temper }) => way === 'by-hand' || temper !== 'obeys' || isLeft(account),
      )
    )
      home.complain(`${browser.name} never ends though all is done`);
  }
}
