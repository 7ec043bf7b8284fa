import type { Device } from '@/core/device';
import { spokenName, startSentence } from '@/core/spoken-name';
import type { FirmwareJudge } from '@/firmware/judge';
import type { DeviceView } from '@/store/device-view';
import type { Tone } from '@/ui/tone';
import { paths } from '@/ui/paths';

import type { Todo } from './todos';

const groups = ['vulnerable', 'check', 'unsupported'] as const;
type Group = (typeof groups)[number];

/** The names of the devices in each group, in their order. */
export type Weaknesses = Readonly<Record<Group, readonly string[]>>;

type Aspect = { readonly group: Group; readonly name: string };

/** Devices with an attacked weakness, those to be checked for one, and those that nobody looks after any more. */
export function weaknessView(judge: FirmwareJudge, now: number): DeviceView<Aspect, Weaknesses> {
  return {
    aspect(device) {
      const group = groupOf(device, judge, now);
      return group === null ? undefined : { group, name: device.name };
    },
    same: (before, after) => before.group === after.group && before.name === after.name,
    build(aspects) {
      const all: Record<Group, string[]> = { vulnerable: [], check: [], unsupported: [] };
      for (const { group, name } of aspects.values()) all[group].push(name);
      for (const names of Object.values(all)) names.sort();
      return all;
    },
    everyMs: 1_000,
  };
}

/** The worst of them only: one thing to do a device. */
function groupOf(device: Device, judge: FirmwareJudge, now: number): Group | null {
  const { currency, exposures } = judge.judge(device, now);
  if (currency === 'vulnerable') return 'vulnerable';
  if (exposures.some(({ state, fit }) => state === 'check' && fit !== 'possibly')) return 'check';
  return currency === 'unsupported' ? 'unsupported' : null;
}

type Wording = { readonly tone: Tone; readonly one: string; readonly many: string };

const wordings: Readonly<Record<Group, Wording>> = {
  vulnerable: {
    tone: 'critical',
    one: 'has a weakness that is being attacked',
    many: 'have a weakness that is being attacked',
  },
  check: {
    tone: 'warning',
    one: 'may have a weakness that is being attacked. Compare its version with what its maker says',
    many: 'may have a weakness that is being attacked. Compare their versions with what their makers say',
  },
  unsupported: {
    tone: 'warning',
    one: 'gets no firmware from its maker any more',
    many: 'get no firmware from their makers any more',
  },
};

/** One item a group, which leads to the page where each of them can be looked into. */
export function weaknessTodos(weaknesses: Weaknesses): readonly Todo[] {
  return groups.flatMap((group) => {
    const [first, ...others] = weaknesses[group];
    if (first === undefined) return [];
    const { tone, one, many } = wordings[group];
    const sentence =
      others.length === 0 ? `${startSentence(spokenName(first))} ${one}.` : `${others.length + 1} devices ${many}.`;
    return [
      {
        id: `firmware-${group}`,
        icon: 'firmware',
        tone,
        sentence,
        button: others.length === 0 ? 'Show its firmware' : 'Show which devices',
        step: { type: 'show', to: `${paths.firmware}?show=${group}` },
      } as const,
    ];
  });
}
