import { describe, expect, test } from 'vitest';

import { alertOf } from '@/core/alerts/alert.testing';
import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import { openHome } from '@/core/home';

import { openAlertPictures } from './alert-pictures';
import { createPictures } from '../recent/pictures';

/** A hallway with a door and a camera, which has sent its first picture. */
function hallway() {
  const home = openHome();
  const pictures = createPictures();
  const shoot = (at: number, size = 3) => {
    const camera: Device = {
      ...emptyDevice('camera'),
      room: 'Hallway',
      voices: ['frigate:camera'],
      capabilities: ['camera'],
      picture: { value: { type: 'image/jpeg', bytes: size, takenAt: at }, at, retained: false, by: 'frigate' },
    };
    home.devices.set('camera', camera);
    pictures.keep('frigate:camera', new Uint8Array(size).fill(at), { at, retained: false });
  };
  home.devices.set('door', { ...emptyDevice('door'), room: 'Hallway', capabilities: ['lock'] });
  shoot(1);
  return { home, pictures, shoot };
}
const jammed = (id: string) => alertOf({ id, device: 'door' });

describe('the picture of an alert', () => {
  test('is what the camera of the room saw when it was opened, whatever it sees later', () => {
    const { home, pictures, shoot } = hallway();
    const ofAlerts = openAlertPictures(home, pictures);
    ofAlerts.keep(jammed('a'));
    shoot(2);
    expect(ofAlerts.of(jammed('a'))).toMatchObject({
      camera: 'camera',
      told: { at: 1 },
      bytes: Uint8Array.of(1, 1, 1),
    });
    ofAlerts.of(jammed('a'))?.bytes.fill(9);
    expect(ofAlerts.of(jammed('a'))?.bytes).toEqual(Uint8Array.of(1, 1, 1));
    ofAlerts.forget('a');
    expect(ofAlerts.of(jammed('a'))).toMatchObject({ told: { at: 2 } });
  });

  test('is the newest one where nobody saw it open, and none once it is resolved', () => {
    const { home, pictures, shoot } = hallway();
    const ofAlerts = openAlertPictures(home, pictures);
    shoot(7);
    expect(ofAlerts.of(jammed('a'))).toMatchObject({ told: { at: 7 } });
    expect(ofAlerts.of({ ...jammed('a'), state: 'resolved' })).toBeNull();
    expect(ofAlerts.of(alertOf({ id: 'b', device: null }))).toBeNull();
  });

  test('takes no more room than all of them are given: the oldest go', () => {
    const { home, pictures } = hallway();
    const ofAlerts = openAlertPictures(home, pictures, 10);
    for (const id of ['a', 'b', 'c', 'd']) ofAlerts.keep(jammed(id));
    const resolved = (id: string) => ofAlerts.of({ ...jammed(id), state: 'resolved' });
    expect(['a', 'b', 'c', 'd'].map((id) => resolved(id) !== null)).toEqual([false, true, true, true]);
  });
});
