import type { Device, DeviceId } from '@/core/device';
import type { EventMeaning } from '@/core/observation';
import { spokenPlace } from '@/core/spoken-name';

import { aspect } from '../aspects';
import { isMoment, isRecord, isText, keptText, record } from '../checks';
import { soundOnes } from '../counts';
import { showDevice } from '../fixes';
import { withinWords } from '../long-words';
import { isRecent } from '../recent';
import { openRepeats } from '../repeats';
import { happenedAtOf, type Rule, type RuleContext, type Step } from '../rule';

/**
 * A hand that tries codes is quick; one that knows of the first window is slow. Three in two minutes is one more than a guest
 * who mistypes twice; eight in six hours finds one try every seven minutes within an hour.
 */
const windows = [
  { tries: 3, withinMs: 2 * 60_000 },
  { tries: 8, withinMs: 6 * 3_600_000 },
] as const;
/** so many typos just before a good code at the same door are the typos of whoever knew it */
const forgiven = { tries: 2, withinMs: 2 * 60_000 } as const;
/** a good code so soon after is worth knowing */
const successMs = 10 * 60_000;
const mostTries = 64;
const longestMs = windows[1].withinMs;
/** who tries as slowly as can be found does not pause for longer */
const pauseMs = longestMs / windows[1].tries;

const ofCodes: ReadonlySet<EventMeaning | undefined> = new Set(['wrong-code', 'keypad-closed', 'right-code']);

type Try = { readonly at: number; readonly device: DeviceId; readonly topic: string; readonly text: string };
const isTry = record({ at: isMoment, device: isText, topic: isText, text: isText });

/**
 * Wrong codes again and again, at one lock or spread over all of the house. The same message twice is one try, and a memory
 * of the broker is none.
 */
export function pinBruteforce(context: RuleContext): Rule {
  let tries: readonly Try[] = [];
  let raisedAt = Number.NEGATIVE_INFINITY;
  const repeats = openRepeats();
  context.counts.add('wrong codes', {
    kept: () => ({ tries, raisedAt }),
    goOn(kept) {
      if (!isRecord(kept)) return;
      tries = soundOnes<Try>(kept['tries'], isTry, mostTries);
      // JSON has no infinity: it was never told
      raisedAt = isMoment(kept['raisedAt']) ? kept['raisedAt'] : Number.NEGATIVE_INFINITY;
    },
  });
  context.counts.add('codes heard', repeats.counted);

  function hear(step: Step): void {
    if (step.retained) return;
    for (const { fact } of step.observations) {
      if (fact.type !== 'event' || !ofCodes.has(fact.meaning)) continue;
      if (!repeats.isRepeat(step, fact.text)) entered(step, fact.text, fact.meaning);
    }
  }

  function entered(step: Step, text: string, meaning: EventMeaning | undefined): void {
    const device = step.after;
    const topic = keptText(step.topic);
    const at = happenedAtOf(step);
    if (meaning === 'right-code') return opened(device, { t: at, topic, text: `Then a good code: ${lower(text)}` });
    const last = tries.at(-1)?.at;
    // what went on after it was told, and has paused since, is told with it
    if (last !== undefined && at - last > pauseMs && isRecent(raisedAt, last, longestMs))
      raisedAt = Math.max(raisedAt, last);
    tries = [...tries, { at, device: device.id, topic, text }]
      .filter((one) => isRecent(one.at, at, longestMs))
      .slice(-mostTries);
    // a lock that closes its keypad counted them itself
    const isClosed = meaning === 'keypad-closed';
    const window = isClosed ? windows[0] : windows.find((one) => tried(at, one.withinMs).length >= one.tries);
    if (window !== undefined) raise(device, tried(at, window.withinMs), at, isClosed);
    else if (isRecent(raisedAt, at, longestMs)) {
      const evidence = { t: at, topic, text };
      context.say('more', { class: 'pin_bruteforce', subject: 'home' }, evidence);
    }
  }

  /** Over hours, what was told already is no reason to tell it again when somebody mistypes. */
  function tried(at: number, withinMs: number): readonly Try[] {
    // what came just so long ago counts too
    return tries.filter(
      (one) =>
        isRecent(one.at, at, withinMs + 1) &&
        (withinMs < longestMs || one.at > raisedAt || !isRecent(raisedAt, at, longestMs)),
    );
  }

  function opened(
    device: Device,
    evidence: { readonly t: number; readonly topic: string; readonly text: string },
  ): void {
    const isTypo = (one: Try) => one.device === device.id && isRecent(one.at, evidence.t, forgiven.withinMs + 1);
    if (tries.filter(isTypo).length <= forgiven.tries) tries = tries.filter((one) => !isTypo(one));
    if (!isRecent(raisedAt, evidence.t, successMs)) return;
    context.say('more', { class: 'pin_bruteforce', subject: 'home' }, evidence);
  }

  function raise(device: Device, those: readonly Try[], at: number, isClosed: boolean): void {
    raisedAt = isRecent(raisedAt, at, longestMs) ? Math.max(raisedAt, at) : at;
    const first = those[0]?.at ?? at;
    const isSpread = new Set(those.map((one) => one.device)).size > 1;
    const placeOf = (id: DeviceId) => (isSpread ? ` (${context.devices.get(id)?.name ?? id})` : '');
    context.seen({
      // not that of the first try: what was dealt with an hour ago, and goes on, is another alert
      t: at,
      class: 'pin_bruteforce',
      subject: 'home',
      device: device.id,
      title: isClosed
        ? `Too many wrong codes were entered at ${spokenPlace(device.name)}: its keypad is closed for a while`
        : `${those.length} wrong codes were entered ${placesOf(those, device)} ${withinWords(at - first)}`,
      severity: 'critical',
      confidence: 0.9,
      evidence: those.map(({ at: t, topic, text, device: id }) => ({
        t,
        topic,
        text: `${text}${placeOf(id)}`,
      })),
      fix: showDevice(device),
      lasting: false,
      news: true,
    });
  }

  return {
    restsOn: aspect.event,
    hear,
    forget(device) {
      repeats.forget(device);
      tries = tries.filter((one) => one.device !== device);
    },
    /** what the owner typed counts for nobody else's tries */
    teach({ class: kind, verdict, evidence, t }) {
      if (kind !== 'pin_bruteforce' || verdict.kind === 'none') return;
      const last = evidence.at(-1)?.t ?? t;
      tries = tries.filter((one) => one.at > last);
    },
  };
}

function placesOf(tries: readonly Try[], device: Device): string {
  const places = new Set(tries.map((one) => one.device));
  return places.size === 1 ? `at ${spokenPlace(device.name)}` : `at ${places.size} doors`;
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
