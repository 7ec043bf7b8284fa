import type { Broker } from '@/broker/broker';
import type { Outgoing } from '@/core/message';

import { openSpeaker } from './speaker';
import { speakerTopic } from './speaker-line';

const learningDays = 14;
const lookMs = 250;

type Habits = {
  /** how far its clock is ahead of the true time, in ms */
  readonly aheadMs?: number;
  /** the broker drops what it says, and does not tell it */
  readonly isDenied?: boolean;
  readonly share?: boolean;
};

/**
 * Pages of several people at one broker, that hear of each other what it delivers, in its order, after each look; and the true
 * time, which none of their clocks shows.
 */
export function openCompany() {
  let now = 1_700_000_000_000;
  let remembered = '';
  let names = 0;
  const pages: Page[] = [];
  const waiting: Outgoing[] = [];
  const said: { readonly by: string; readonly payload: string }[] = [];

  function deliver(): void {
    for (const { payload, retain = false } of waiting.splice(0)) {
      if (retain) remembered = payload;
      for (const page of pages) page.hear(payload);
    }
    for (const page of pages) page.read();
  }

  function publish(payload: string, retain = true): void {
    waiting.push({ topic: speakerTopic, payload, qos: 1, retain });
    deliver();
  }

  function open(name: string, days: number, { aheadMs = 0, isDenied = false, share = true }: Habits = {}) {
    let isConnected = false;
    let isAwake = true;
    let setMs = aheadMs;
    /** what came and it has not read */
    const missed: string[] = [];
    const clock = () => now + setMs;
    const turns: number[] = [];
    const seed = ++names / 1_000;
    const speaker = openSpeaker({
      shares: () => share && !page.speaksFirst,
      clock,
      random: () => seed,
      learned: () => (page.isQuiet ? null : { days: page.days, of: learningDays }),
      onTurn: () => turns.push(now),
    });
    const broker: Pick<Broker, 'subscribe' | 'publish'> = {
      subscribe: async () => [],
      async publish(outgoing) {
        said.push({ by: name, payload: outgoing.payload });
        if (!isDenied) waiting.push(outgoing);
        return { outcome: 'sent' };
      },
    };
    const take = (payload: string, retained: boolean) =>
      speaker.hear({ topic: speakerTopic, payload: new TextEncoder().encode(payload), retained, at: clock() });
    const page = {
      name,
      days,
      /** a watcher speaks, or another tab of its browser */
      isQuiet: false,
      /** it asks nobody: a watcher that has learned */
      speaksFirst: false,
      turns,
      get speaks() {
        return isConnected && speaker.mayRaise();
      },
      get isThere() {
        return isConnected && isAwake;
      },
      hear(payload: string): void {
        if (isConnected) missed.push(payload);
      },
      read(): void {
        if (isAwake) for (const payload of missed.splice(0)) take(payload, false);
      },
      tick(): void {
        if (isConnected && isAwake) speaker.tick();
      },
      connect(): void {
        isConnected = true;
        speaker.join(broker as Broker); // it asks no more of one
        if (remembered !== '') take(remembered, true);
        speaker.lookedOver();
      },
      /** without a word */
      vanish(): void {
        isConnected = false;
        missed.length = 0;
        speaker.leave();
      },
      goodbye(): void {
        speaker.goodbye();
        isConnected = false;
        deliver();
      },
      sleep: () => void (isAwake = false),
      /** a timer may be first, before what lies in the socket */
      wake(): void {
        isAwake = true;
        page.tick();
      },
      setClock: (byMs: number) => void (setMs += byMs),
      lines: () => said.filter(({ by, payload }) => by === name && payload.includes('observer')).length,
    };
    pages.push(page);
    page.connect();
    return page;
  }

  return {
    open,
    publish,
    said,
    remembered: () => remembered,
    pass(ms: number): void {
      for (let passed = 0; passed < ms; passed += lookMs) {
        now += lookMs;
        for (const page of pages) page.tick();
        deliver();
      }
    },
    speakers: () => pages.filter(({ speaks }) => speaks).map(({ name }) => name),
  };
}

type Page = {
  readonly name: string;
  readonly speaks: boolean;
  hear(payload: string): void;
  read(): void;
  tick(): void;
};
