import type { Device } from '@/core/device';
import type { AgreedSource, UpdateRules } from '@/core/firmware/firmware-task';
import { spokenName, startSentence } from '@/core/spoken-name';

import { hoursWords } from './task-words';

/** What to ask before updates are started: what happens, and what to mind, point by point. */
export type UpdateQuestion = {
  readonly title: string;
  readonly sentence: string;
  readonly points: readonly string[];
  readonly confirmLabel: string;
  readonly danger: false;
};

/** an update is the hardest work a battery ever does */
const enoughPercent = 30;

export function updateQuestion(devices: readonly Device[]): UpdateQuestion {
  const [first] = devices;
  const alone = devices.length === 1 && first !== undefined;
  return {
    title: alone ? `Update ${spokenName(first.name)}?` : `Update ${devices.length} devices?`,
    sentence: alone
      ? 'It takes from some minutes to an hour or two, and the device is away for a moment at the end.'
      : 'On each bridge they are updated one after the other. Each takes from some minutes to an hour or two, and is away for a moment at the end.',
    points: [
      devices.some(({ power }) => power === 'battery')
        ? 'Leave batteries in, and the power on, until it is done.'
        : 'Leave the power on until it is done.',
      ...sourcePoints(devices),
      ...lockPoints(devices),
      ...watchPoints(devices),
      ...batteryPoints(devices),
    ],
    confirmLabel: alone ? 'Update' : `Update ${devices.length} devices`,
    danger: false,
  };
}

/** What to ask before updates are left for the night: when they begin, and who carries them out. */
export function nightQuestion(devices: readonly Device[], rules: UpdateRules): UpdateQuestion {
  const [first] = devices;
  const alone = devices.length === 1 && first !== undefined;
  return {
    title: alone ? `Update ${spokenName(first.name)} tonight?` : `Update ${devices.length} devices tonight?`,
    sentence: `They begin ${hoursWords(rules)}, one after the other, and not while the alarm is armed. What fails is tried again, and all stops if one does not come back.`,
    points: [
      'Leave this page open on some device, or start the watcher with --updates: somebody has to carry it out.',
      'Batteries stay in, and the power on.',
      ...sourcePoints(devices),
      ...lockPoints(devices),
    ],
    confirmLabel: 'Leave it for tonight',
    danger: false,
  };
}

/** The addresses that a person agrees to, of devices that fetch their firmware themselves. */
export function agreedSources(devices: readonly Device[]): readonly AgreedSource[] {
  return devices.flatMap(({ id, capabilities, updateSource }) =>
    capabilities.includes('firmware-source') && updateSource !== null
      ? [{ device: id, url: updateSource.value.url }]
      : [],
  );
}

function sourcePoints(devices: readonly Device[]): readonly string[] {
  const names = new Map(devices.map(({ id, name }) => [id, name]));
  return agreedSources(devices).map(
    ({ device, url }) =>
      `${startSentence(spokenName(names.get(device) ?? 'it'))} takes what lies at ${url}, whichever version that is. If that address changes before, it is not started.`,
  );
}

function lockPoints(devices: readonly Device[]): readonly string[] {
  const locks = devices.filter(({ capabilities }) => capabilities.includes('lock'));
  if (locks.length === 0) return [];
  return ['A lock may not answer meanwhile: have a key at hand.'];
}

function watchPoints(devices: readonly Device[]): readonly string[] {
  const watches = devices.some(({ kind }) => kind === 'sensor' || kind === 'alarm' || kind === 'siren');
  return watches ? ['Not while the alarm is on: what starts again does not watch for a moment.'] : [];
}

function batteryPoints(devices: readonly Device[]): readonly string[] {
  return devices.flatMap(({ name, battery }) => {
    const { percent = null, low = null } = battery?.value ?? {};
    if (low !== true && (percent === null || percent >= enoughPercent)) return [];
    const level = percent === null ? 'low' : `at ${Math.round(percent)} %`;
    return [startSentence(`the battery of ${spokenName(name)} is ${level}: change it first.`)];
  });
}
