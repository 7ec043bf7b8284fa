import type { Place } from './scene';

/** A camera or doorbell with its own connection, before it has seen anything. */
export type CameraPlan = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'camera' | 'doorbell';
  readonly place: Place;
  readonly model: string;
  readonly serial: string;
  readonly mac: string;
  readonly power: 'mains' | 'battery';
  /** a sentinel: takes no new password, so that anybody can see how a rotation is rolled back */
  readonly ignoresOffers: boolean;
};

/** The cameras of the household. Nobody has given them rooms, as nobody has given any to the rest of it. */
export const cameraPlans: readonly CameraPlan[] = [
  {
    id: 'drive-camera',
    name: 'Drive camera',
    kind: 'camera',
    place: 'drive',
    model: 'Still 2 Outdoor',
    serial: 'GH2-20417',
    mac: '02:47:48:00:04:17',
    power: 'mains',
    ignoresOffers: false,
  },
  {
    id: 'garden-camera',
    name: 'Garden camera',
    kind: 'camera',
    place: 'garden',
    model: 'Still 2 Outdoor',
    serial: 'GH2-20418',
    mac: '02:47:48:00:04:18',
    power: 'mains',
    ignoresOffers: false,
  },
  {
    id: 'garage-camera',
    name: 'Garage camera (ignores new passwords)',
    kind: 'camera',
    place: 'garage',
    model: 'Still 1',
    serial: 'GH1-00932',
    mac: '02:47:48:00:09:32',
    power: 'mains',
    ignoresOffers: true,
  },
  {
    id: 'front-doorbell',
    name: 'Front doorbell',
    kind: 'doorbell',
    place: 'porch',
    model: 'Ring 1',
    serial: 'GHB-07114',
    mac: '02:47:48:00:71:14',
    power: 'battery',
    ignoresOffers: false,
  },
];

/** What it says of itself (the profile's `about`), without the account it logs in with: that is its connection's. */
export function aboutOf({ name, kind, model, serial, mac, power }: CameraPlan): Readonly<Record<string, unknown>> {
  const more = kind === 'doorbell' ? ['doorbell', 'battery'] : [];
  return {
    name,
    kind,
    vendor: 'Gatehouse',
    model,
    serial,
    mac,
    power,
    capabilities: ['camera', 'privacy', 'motion', 'tamper', ...more],
    firmware: model === 'Still 1' ? '1.3.9' : '2.1.0',
  };
}
