import { isThere } from './cast';
import { goneAndBack } from './gone-and-back';
import type { Scenario } from './scenario';

export const powerCut: Scenario = {
  name: 'power-cut',
  title: 'A power cut',
  happens: 'Everything falls silent at once, what is plugged in too. After a minute all come back.',
  expected: 'Gatehouse should not speak of jamming: with that, what is plugged in would stay.',
  alerts: [],
  plan: (home) =>
    goneAndBack([...home.devices.values()].filter(isThere), { from: 1, within: 3 }, { from: 60, within: 20 }),
};
