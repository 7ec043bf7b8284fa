import { linkQuality, relay } from '@/simulator/expose';
import type { Model } from '@/simulator/models';

import { comesAndGoes } from './newcomer';
import type { Scenario } from './scenario';

/** a plug is a router: through it others may come in */
const plug: Model = {
  role: 'plug',
  vendor: 'Tuya',
  model: 'TS011F_plug_1',
  modelId: 'TS011F',
  manufacturer: '_TZ3000_g5xawfcq',
  description: 'Smart plug',
  power: 'Mains (single phase)',
  build: '1.1.9',
  ota: false,
  exposes: [relay, linkQuality],
};

export const rogueDevice: Scenario = {
  name: 'rogue-device',
  title: 'A device nobody invited',
  happens:
    'A plug joins the radio network although pairing is closed. It leaves after five minutes, if you do not remove it first.',
  expected: 'Gatehouse should say that a device has joined which nobody let in.',
  alerts: ['unknown_device', 'joined_while_closed'],
  plan: () => comesAndGoes({ ieee: '0xa4c138f05c9e7b21', model: plug, state: { state: 'OFF' } }, { from: 1, to: 300 }),
};
