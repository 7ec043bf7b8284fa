import type { Broker } from '@/broker/broker';
import type { LearningProgress } from '@/core/learning-progress';
import type { Message } from '@/core/message';

import { longestLookMs, openLooks } from '../looks';
import { nobodySpeaks, readSpeaker, speakerTopic, whoSpeaks, writeSpeaker, type SpeakerLine } from './speaker-line';
import { repeatMs } from '../watching/watcher-line';

/** twice missed: it may be gone */
const patienceMs = 2 * repeatMs;
/** whoever is there answers sooner, and not more often than it rests; the broker may remember one that went without a word */
const answerMs = 5_000;
const answerRestMs = 1_000;
/** before it takes what is vacant, whoever has learned nothing waits so long, and less the more it has learned */
const hesitationMs = 3_000;

/**
 * Which page of a home speaks of what was learned, for baselines differ between browsers. They agree on it over one retained
 * line: whose was heard last speaks, until it is silent, or somebody comes who has learned while it still learns. The broker has
 * one order, so they all see the same. Who hears of no other speaks: a line that is lost makes nobody silent.
 */
export type Speaker = {
  mayRaise(): boolean;
  /** connected: asks what the broker remembers. The answer is there when the broker is quiet */
  join(broker: Broker): void;
  lookedOver(): void;
  /** the connection is lost */
  leave(): void;
  /** leaves while there is a connection: somebody else may speak at once */
  goodbye(): void;
  /** true: the message was about who speaks */
  hear(message: Message): boolean;
  tick(): void;
};

type Parts = {
  /** false: it says nothing to others, and speaks for itself */
  readonly shares: () => boolean;
  readonly clock: () => number;
  /** 0 ≤ x < 1 */
  readonly random: () => number;
  /** what it could speak of; null: of nothing, or that is another's */
  readonly learned: () => LearningProgress | null;
  /** from now on it speaks */
  readonly onTurn: () => void;
};

export function openSpeaker({ shares, clock, random, learned, onTurn }: Parts): Speaker {
  const me = Math.floor(random() * 2 ** 48).toString(36);
  const passed = openLooks(clock());
  let broker: Broker | null = null;
  /** what the broker remembered was read: from here on whoever is there is heard */
  let isListening = false;
  /** since we connected, something was heard of who speaks */
  let isTold = false;
  /** the last line was ours */
  let isOurs = false;
  /** whose line was the last, where it was not ours, and how long it is believed if no other comes */
  let other: { readonly line: SpeakerLine; readonly believedMs: number } | null = null;
  let isStanding = false;
  let vacantMs = 0;
  let saidAt = Number.NEGATIVE_INFINITY;
  let isAsked = false;
  /** our line has not come back: brokers take what they then drop. It is not said again, and we speak for ourselves */
  let isUnheard = false;
  let spoke = false;

  function isVacantFor({ days, of }: LearningProgress): boolean {
    return other === null || other.believedMs <= 0 || (days > of && other.line.days <= of);
  }

  function mayRaise(): boolean {
    const mine = learned();
    return mine !== null && (!shares() || isOurs || isVacantFor(mine));
  }

  function say({ days }: LearningProgress, at: number): void {
    saidAt = at;
    isAsked = false;
    isUnheard = true;
    void broker?.publish(writeSpeaker({ observer: me, saidAt: at, days }));
  }

  function letGo(): void {
    if (isOurs) void broker?.publish(nobodySpeaks);
    isOurs = false;
    isStanding = false;
  }

  /** Whoever the broker remembers, or spoke while we did not want to, is believed for long only when it answers. */
  function stand(mine: LearningProgress): void {
    isStanding = true;
    vacantMs = 0;
    saidAt = Number.NEGATIVE_INFINITY;
    if (other === null || isVacantFor(mine)) return;
    other = { ...other, believedMs: Math.min(other.believedMs, answerMs) };
    void broker?.publish(whoSpeaks);
  }

  function takePart(mine: LearningProgress, at: number, passedMs: number): void {
    if (isUnheard) return;
    const restedMs = Math.abs(at - saidAt);
    if (isOurs) {
      if (restedMs >= (isAsked ? answerRestMs : repeatMs)) say(mine, at);
    } else if (!isVacantFor(mine)) vacantMs = 0;
    else if ((vacantMs += passedMs) >= (hesitationMs * mine.of) / (mine.of + mine.days)) say(mine, at);
  }

  function look(at: number, passedMs: number): void {
    if (other !== null) other = { ...other, believedMs: other.believedMs - passedMs };
    // it slept: what others said meanwhile is heard first
    if (passedMs >= longestLookMs) return;
    const mine = shares() ? learned() : null;
    if (mine === null) letGo();
    else if (isStanding) takePart(mine, at, passedMs);
    else stand(mine);
  }

  function hearLine(line: SpeakerLine, isRemembered: boolean): void {
    isOurs = line.observer === me;
    if (isOurs) {
      other = null;
      isUnheard = false;
      return;
    }
    const isKnown = other?.line.observer === line.observer && other.line.saidAt === line.saidAt;
    if (!isRemembered || !isKnown) other = { line, believedMs: patienceMs };
  }

  function leave(): void {
    broker = null;
    isListening = false;
    isStanding = false;
  }

  return {
    mayRaise,
    join(connected) {
      if (!shares()) return;
      broker = connected;
      isTold = false;
      isOurs = false;
      isAsked = false;
      isUnheard = false;
      void connected.subscribe([speakerTopic]);
    },
    lookedOver() {
      isListening = broker !== null;
      if (!isTold) other = null;
    },
    leave,
    goodbye() {
      letGo();
      leave();
    },
    hear(message) {
      if (message.topic !== speakerTopic) return false;
      const told = readSpeaker(message);
      if (told === 'asks') isAsked ||= isOurs;
      else if (told !== null) {
        isTold = true;
        if (told !== 'nobody') hearLine(told, message.retained);
        else {
          isOurs = false;
          other = null;
        }
      }
      return true;
    },
    tick() {
      const at = clock();
      const passedMs = passed(at);
      if (isListening) look(at, passedMs);
      const speaks = mayRaise();
      if (speaks && !spoke) onTurn();
      spoke = speaks;
    },
  };
}
