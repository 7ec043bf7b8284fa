import type { Random } from '@/simulator/random';

type Range = { readonly from: number; readonly to: number; readonly why: string };
const range = (from: number, to: number, why: string): Range => ({ from, to, why });

/**
 * Everything that differs from one happening to the next: drawn anew each time, evenly between `from` and `to`. Detection
 * shares none of it: what is told must hold over the whole range.
 */
export const ranges = {
  quickTries: range(4, 12, 'whoever tries codes by hand gives up, or is in, after a dozen'),
  quickTrySeconds: range(2, 15, 'four to six keys and the lock’s own pause'),
  slowTrySeconds: range(6.5 * 60, 7.5 * 60, 'the issue’s evasive form: one every seven minutes'),
  slowHours: range(5, 6, 'and for six hours'),
  typos: range(1, 2, 'cold fingers'),
  typoSeconds: range(4, 25, 'somebody who mistyped tries again at once, or looks the code up'),
  jamSeconds: range(60, 1_800, 'a bolt stays half out until somebody pushes the door'),
  momentSeconds: range(0.3, 4, 'as short as a device can tell: whoever looks a minute later sees nothing'),
  hazardSeconds: range(20, 900, 'from burnt toast to a fire'),
  tamperSeconds: range(5, 600, 'a cover that is taken off stays off, one that is probed does not'),
  tiredPercent: range(1, 6, 'readings of a cell that will not last the week'),
  coldPercent: range(32, 60, 'a lithium cell that lies in the frost tells less than it has'),
  drainPercentAnHour: range(2, 9, 'a cell that is being drained by constant waking is empty within days'),
  emptiesPercentAnHour: range(12, 20, 'a short circuit, or a radio that never sleeps'),
  awaySeconds: range(1_200, 7_200, 'out of reach, out of order or stolen'),
  passesSeconds: range(15, 120, 'from the gate to the back door, while the plug of the camera is out'),
  keptBackHours: range(4, 8, 'a cell fell out, or somebody keeps its words: found when it is next needed'),
  darkSeconds: range(5, 120, 'whoever waited for the house to be left does not wait for long'),
  healSeconds: range(10, 50, 'a mesh finds another route'),
  flaps: range(6, 14, 'a loose contact, or a radio that is disturbed on purpose'),
  flapSeconds: range(60, 300, 'Zigbee2MQTT pings a device that did not answer once more'),
  slowFlaps: range(9, 14, 'a contact that the sun loosens, or somebody who tries when it is noticed'),
  slowFlapSeconds: range(900, 2_100, 'seldom enough for each time to be forgotten before the next'),
  jammedWithinSeconds: range(5, 25, 'what checks in often is missed first'),
  jammedSeconds: range(120, 900, 'long enough to get in and out'),
  oneByOneSeconds: range(240, 1_200, 'a jammer that is turned up slowly, or carried around the house'),
  powerCutSeconds: range(30, 1_200, 'from a fuse to the neighbourhood'),
  restartSeconds: range(3, 20, 'a bridge in a container, or on a small computer'),
  stayAfterSeconds: range(60, 400, 'who joined stays for a while'),
  askedSeconds: range(15, 100, 'pressing the button of the new device within the time that was allowed'),
  afterPairingSeconds: range(20, 1_800, 'at once, or when the family sits at the new device'),
  impossiblePercent: range(101, 250, 'a number made up, or a byte read wrongly'),
  spokenSeconds: range(40, 600, 'whoever keeps an alarm from its bridge says in its place that all is well'),
  olderSteps: range(1, 4, 'one release back is enough to bring a hole back'),
  copies: range(3, 6, 'rtl_433 and Homie tell one event up to six times'),
  copySeconds: range(0.05, 0.6, 'all within a moment'),
  clockSeconds: range(20, 85, 'a small computer’s clock, before and after it heard of the time'),
  farClockHours: range(1, 48, 'a small computer without a battery starts at the time of its last shutdown'),
  farClockSeconds: range(60, 1_800, 'until it hears of the time: a minute, or as long as there is no internet'),
  airedSeconds: range(30, 900, 'from a look outside to a room that is aired'),
  aheadClockHours: range(1, 48, 'a time server that is wrong, or a date typed by hand'),
  aheadClockSeconds: range(60, 1_800, 'until the right time is told again'),
  floodEachSecond: range(40, 120, 'a loop in an automation, or somebody who drowns the rest'),
  floodSeconds: range(60, 240, 'as long as nobody sees it'),
  busyEachSecond: range(
    1.5,
    8,
    'a presence radar tells ten values a second, so nobody may call that too much of all devices',
  ),
  busySeconds: range(600, 1_500, 'slow enough to go on for long'),
  swollenBytes: range(3_000, 20_000, 'a picture, or a log, put into a state'),
  swollenSeconds: range(1_200, 2_400, 'some messages of a sensor'),
  bloatBytes: range(1_500, 6_000, 'a list that is appended to and never cut'),
  bloatMessages: range(40, 90, 'slowly: a little more each time'),
  creepBytesADay: range(80, 400, 'a few bytes every ten minutes: no two messages differ to the eye'),
  creepDays: range(2.5, 5, 'until it is noticed, or full'),
  firmwareBytes: range(20, 400, 'one reading more, or longer names for all of them'),
  jumpC: range(14, 30, 'a heater beside it, ice on it, or a wrong calibration'),
  jumpSteps: range(2, 3, 'whoever knows that leaps are told takes some steps more'),
  jumpStepSeconds: range(250, 600, 'a reading or two apart'),
  steepCAnHour: range(3, 6, 'an oven, a radiator, the sun on it'),
  driftCAnHour: range(0.9, 1.8, 'a sensor that ages or is warmed: no step is large'),
  stuckHours: range(7, 10, 'a frozen reading is only noticed when it should have changed'),
  stillMinutes: range(20, 100, 'a mild night may be as warm for an hour'),
  replayMinutes: range(15, 90, 'whoever listens at the gate plays it back when nobody looks'),
  replayDays: range(1.2, 9, 'the issue’s evasive form: days later'),
  resentSeconds: range(5, 40, 'a device comes back and sends what was under way'),
  otherKeySeconds: range(120, 1_200, 'till the one that was set back is found, or the intruder leaves'),
  lostSeconds: range(240, 3_600, 'a broker that does not come back by itself'),
  routerSeconds: range(15, 100, 'a router, or the computer of the broker, starts anew'),
  losses: range(6, 12, 'somebody tries out how long the home may be deaf, or a cable is loose'),
  brokerStartSeconds: range(0.5, 6, 'Mosquitto is there again in a second, an add-on in some'),
  betweenLossesSeconds: range(30, 240, 'long enough for all to come back, and to be thrown out anew'),
  deniedTopics: range(5, 20, 'somebody feels his way'),
  deniedSeconds: range(2, 60, 'by a program, or by hand'),
  refusedTwice: range(2, 6, 'a setting too many tries the same topic at each message'),
  sittingSeconds: range(10, 60, 'an administrator’s commands, one after the other'),
  failsAtPercent: range(3, 97, 'the radio is disturbed at any moment'),
  longEndsInDays: range(120, 390, 'a certificate that was renewed in time'),
  viewSeconds: range(40, 1_500, 'a look, or a watch'),
  glanceSeconds: range(3, 20, 'is anybody at home?'),
  afterRingSeconds: range(5, 900, 'in the place of whoever answers the door, or when nobody did'),
  bitrateFactor: range(2.6, 5, 'a second stream goes somewhere'),
  smallBitrateFactor: range(1.5, 2.2, 'cameras have a second stream of half the size; or the whole of it goes'),
  stillBitrateShare: range(0.02, 0.2, 'a picture that does not change costs next to nothing to encode'),
  nightBitrateShare: range(0.35, 0.6, 'grey and still pictures are small: night mode'),
  stillPictures: range(8, 20, 'a replayed picture, or a camera that hangs'),
  clipPictures: range(2, 5, 'a clip of some minutes at a picture a minute'),
  clipRounds: range(4, 8, 'as long as nobody may see what goes on'),
  littleTurns: range(8, 16, 'each too small to be seen'),
  littleTurnSeconds: range(30, 180, 'as slow as a patrol'),
  turns: range(1, 3, 'away from the door, and perhaps back'),
  logins: range(25, 120, 'a word list, or a leaked one'),
  loginSeconds: range(0.4, 4, 'Mosquitto slows nobody down, but a careful hand does'),
  slowLoginSeconds: range(40, 80, 'under any limit a minute'),
  wrongLogins: range(1, 3, 'somebody mistypes a password'),
  takeovers: range(4, 9, 'the true device comes back each time it is thrown out'),
  takeoverSeconds: range(2, 20, 'as fast as clients reconnect'),
  slowTakeoverSeconds: range(900, 1_500, 'seldom: by then whoever counts has begun anew'),
  scans: range(30, 120, 'filters of a tool that maps a broker'),
  depth: range(80, 400, 'documents nested to exhaust a parser'),
  hugeBytes: range(80_000, 200_000, 'larger than any state, smaller than what the broker refuses'),
  endedDays: range(0.1, 30, 'over a holiday in which the camera was switched off'),
  endsInDays: range(2, 12, 'a certificate about to end'),
  nightMinutes: range(0, 110, 'some time after two in the morning'),
} as const satisfies Record<string, Range>;
export type RangeName = keyof typeof ranges;

/** Draws from the table. */
export type Draw = {
  number(name: RangeName): number;
  whole(name: RangeName): number;
  pick<T>(list: readonly [T, ...T[]]): T;
  chance(probability: number): boolean;
};

export function openDraw(random: Random): Draw {
  return {
    number: (name) => random.between(ranges[name].from, ranges[name].to),
    whole: (name) => random.whole(ranges[name].from, ranges[name].to),
    pick: random.pick,
    chance: random.chance,
  };
}
