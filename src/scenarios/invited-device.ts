import { models } from '@/simulator/models';

import { comesAndGoes } from './newcomer';
import type { Scenario } from './scenario';

export const invitedDevice: Scenario = {
  name: 'invited-device',
  title: 'A new sensor, invited',
  happens: 'Pairing is opened for a minute, and a window sensor joins. It is taken away again after five minutes.',
  expected: 'Gatehouse should not warn: pairing was open.',
  alerts: [],
  plan: () => [
    { afterSeconds: 1, act: { type: 'permit-join', open: true } },
    ...comesAndGoes(
      { ieee: '0x00158d0008c3a5f4', model: models.aqaraContact, state: { contact: true } },
      { from: 15, to: 300 },
    ),
    { afterSeconds: 61, act: { type: 'permit-join', open: false } },
  ],
};
