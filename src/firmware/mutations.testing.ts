import type { House } from './story-world.testing';

/**
 * One line of the queue made wrong. Each must be caught by the stories. Not here: `beside` left out of `carryAlone`. What runs is
 * shown by its device within a look, so only the seconds between two commands are left, which no story of 4,000 came upon:
 * `session/firmware/firmware-work.test.ts` asks for them by name.
 * Nor what one night in 50,000 showed: `queue.test.ts` asks for the answer that came in the millisecond of the question, and for who
 * takes over with a clock that is ahead.
 */
export type Mutation = {
  /** beside this file */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** which then … */
  readonly why: string;
  /** the rule that is seen to be broken; absent: one of several */
  readonly rule?: string;
  /** whose stories notice it; absent: the usual one */
  readonly house?: House;
};

export const mutations: readonly Mutation[] = [
  {
    file: 'carry-on.ts',
    from: '  if (!isKnown(runner.turn)) return { plan: led, start: [], readBackUntil };\n',
    to: '',
    why: 'begins what its account may not, or what nobody else knows of',
    rule: 'without the right',
  },
  {
    file: 'carry-on.ts',
    from: 'const mayBegin = now >= readBackUntil;',
    to: 'const mayBegin = true;',
    why: 'begins before it has read back what runs',
  },
  {
    file: 'source-look.ts',
    from: 'told.value.url === task.source ? mayBegin',
    to: 'told.value.url !== null ? mayBegin',
    why: 'lets a device fetch from an address that nobody agreed to',
    rule: 'another address',
  },
  {
    file: 'source-look.ts',
    from: 'if (reasonAgainstSource(told.value) !== null)',
    to: 'if (told.value.url === null)',
    why: 'lets a device fetch over plain http from the internet',
    rule: 'address',
  },
  {
    file: 'source-look.ts',
    from: 'now - told.at > mostAgeMs',
    to: 'now < askedAt',
    why: 'believes an answer from before a long wait',
    rule: 'another address',
  },
  {
    file: 'holds.ts',
    from: "  if (conditions.isHeldBack?.(device) === true) return 'image';\n",
    to: '',
    why: 'sends a file that was seen to be another',
    rule: 'another file',
  },
  {
    file: 'holds.ts',
    from: '(isScheduled || isUpdatingAt(device, now))',
    to: 'isUpdatingAt(device, now)',
    why: 'begins beside a sleeper that somebody else left an update for',
    rule: 'network',
    house: { hasStranger: true },
  },
  {
    file: 'sleeper-turn.ts',
    from: '  if (rule !== null) return rule;\n',
    to: '',
    why: 'leaves a sleeper its update while the alarm is armed, out of hours, or on a low battery',
  },
  {
    file: 'task-stage.ts',
    from: '!runsTheSame && !runsOlder',
    to: '!runsTheSame',
    why: 'takes an older version for the new one',
    rule: 'falsely done',
  },
  {
    file: 'task-stage.ts',
    from: 'isHeardSince(device, stage.since + clocksApartMs)',
    to: 'isHeardSince(device, stage.since)',
    why: 'takes what its bridge says at the end for a word of the device',
    rule: 'falsely done',
  },
  {
    file: 'forgetting.ts',
    from: "task.work === 'update' && task.unattended ? withKept",
    to: "task.work === 'check' ? withKept",
    why: 'leaves a sleeper its update that was called off without a connection',
    rule: 'sleeper: called off',
  },
  {
    file: 'holds.ts',
    from: "if (task.work === 'update') ours.add",
    to: 'ours.add',
    why: 'forgets the update that somebody else began of a device which is asked',
  },
  {
    file: 'holds.ts',
    from: "return task.work === 'check' ? network :",
    to: "return task.work === 'check' ? null :",
    why: 'asks a device while its bridge is at something else',
    rule: 'asked beside another',
  },
  {
    file: 'task-stage.ts',
    from: 'return lastSeenLive && lastSeen !== null && lastSeen >= at;',
    to: 'return true;',
    why: 'takes a device for back of which nothing was heard',
    rule: 'falsely done',
  },
  {
    file: 'plan.ts',
    from: '[...round.filter((task) => !goes.has(task)).map(traceOf), ...tasks]',
    to: 'tasks',
    why: 'wants again what was over, when a browser comes back that was away',
  },
  {
    file: 'clock-look.ts',
    from: '> leapMs ? now : before.sureFrom',
    to: '> leapMs ? before.sureFrom : before.sureFrom',
    why: 'gives up, or begins, by a clock that is wrong for a moment',
  },
  {
    file: 'patience.ts',
    from: '  if (now - waited.at < hourMs) return task;\n',
    to: '',
    why: 'gives up an update before anybody has waited for it',
    rule: 'given up early',
  },
  {
    file: 'held-back.ts',
    from: 'isBeforeEnd(task.orderedAt, failure, now)',
    to: 'isBeforeEnd(0, failure, now)',
    why: 'ends what is ordered now for a failure of long ago',
    rule: 'an old failure',
  },
  {
    file: 'queue.ts',
    from: 'return queue.some(isOpen) || unsettled(',
    to: 'return queue.some(isUnfinished) || unsettled(',
    why: 'forgets a device that it still watches, for a question to another',
    rule: 'watch forgotten',
  },
];
