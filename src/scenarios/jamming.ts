import { isThere } from './cast';
import { goneAndBack } from './gone-and-back';
import type { Scenario } from './scenario';

export const jamming: Scenario = {
  name: 'jamming',
  title: 'Somebody jams the radio',
  happens:
    'Within twelve seconds everything that runs on a battery falls silent; what is plugged in stays. After two minutes all come back.',
  expected: 'Gatehouse should say that many devices fell silent at once, and that the radio may be jammed.',
  alerts: ['jamming'],
  plan(home) {
    const onBattery = [...home.devices.values()].filter(
      (device) => device.plan.model.power === 'Battery' && isThere(device),
    );
    return goneAndBack(onBattery, { from: 1, within: 12 }, { from: 120, within: 30 });
  },
};
