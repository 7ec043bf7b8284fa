import { describe, expect, test } from 'vitest';

import type { Device } from './device';
import type { Told } from './told';
import { emptyDevice } from './fold/device-merge';
import type { Picture, Reachability } from './observation';
import { pictureBesideWords, pictureWords } from './picture-words';

const now = 1_795_543_210_000;
const camera = (name: string, reachability: Reachability = 'online', kind: Device['kind'] = 'camera'): Device => ({
  ...emptyDevice('cam'),
  name,
  kind,
  reachability,
});
const picture = (takenAt: number | null, retained = false): Told<Picture> => ({
  value: { type: 'image/jpeg', bytes: 1, takenAt },
  at: now - 1_000,
  retained,
  by: 'gatehouse',
});
const ago = (ms: number) => picture(now - ms);

describe('a picture in words', () => {
  test.each([
    ['Drive camera', ago(12_000), 'Picture of the drive, taken 12 s ago'],
    ['Front doorbell', ago(500), 'Picture from the front doorbell, taken just now'],
    ['Eufy 4821', ago(100 * 60_000), 'Picture from Eufy 4821, taken 1 h ago'],
    ['Garden camera', picture(null, true), 'Picture of the garden, nobody knows how old'],
    ['Garden camera', ago(3 * 86_400_000), 'Picture of the garden, taken 3 days ago'],
  ])('of “%s” says what it shows and when it was taken', (name, told, alt) => {
    expect(pictureWords(camera(name), told, now).alt).toBe(alt);
  });

  test('is fresh for ten minutes, and then it is called old', () => {
    expect(pictureWords(camera('A'), ago(599_000), now)).toMatchObject({ standing: 'fresh', note: null });
    expect(pictureWords(camera('A'), ago(3_600_000), now)).toMatchObject({
      standing: 'old',
      caption: 'Taken 60 min ago',
      note: 'This picture is old. Take one to see how it is there now.',
    });
  });

  test('tells when it came where the camera does not tell when it was taken', () => {
    expect(pictureWords(camera('A'), picture(null), now).caption).toBe(
      'Received just now; the camera does not tell when it was taken.',
    );
  });

  test('that only the broker remembers has no age', () => {
    expect(pictureWords(camera('A'), picture(null, true), now)).toMatchObject({
      standing: 'old',
      caption: 'The broker remembered it; nobody knows how old it is.',
    });
  });

  test('of a camera that is away does not show how it is there now, however young it is', () => {
    expect(pictureWords(camera('A', 'offline'), ago(1_000), now)).toMatchObject({
      standing: 'away',
      note: 'The camera is offline. This is the last picture it sent, not how it is there now.',
    });
    const said = { value: 'online', at: 1, retained: false, by: 'zigbee2mqtt' } as const;
    expect(pictureWords({ ...camera('A', 'unknown'), said }, ago(1_000), now).note).toMatch(/^Its bridge is offline/);
  });

  test('that comes again and again without a change may be frozen, however new the camera calls it', () => {
    const since = now - 4 * 60_000;
    expect(pictureWords(camera('A'), ago(1_000), now, { since, repeats: 3 })).toMatchObject({
      standing: 'frozen',
      note: 'No new picture has come for 4 min, although the camera goes on sending: it may be frozen.',
    });
    expect(pictureWords(camera('A'), ago(1_000), now, { since, repeats: 2 }).standing).toBe('fresh');
    expect(pictureWords(camera('A', 'offline'), ago(1_000), now, { since, repeats: 9 }).standing).toBe('away');
  });
});

describe('a picture beside something that happened', () => {
  test.each([
    [picture(now - 8_000), 'Drive camera, 8 s before'],
    [picture(now + 200_000), 'Drive camera, 3 min after'],
    [picture(now - 1_000), 'Drive camera, at that moment'],
    [picture(null, true), 'Drive camera, nobody knows when'],
  ])('says whose it is and how far apart they are', (told, words) => {
    expect(pictureBesideWords(camera('Drive camera'), told, now)).toBe(words);
  });
});
