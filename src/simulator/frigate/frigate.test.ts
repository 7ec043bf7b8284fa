import { describe, expect, test } from 'vitest';

import { stillOf } from '../cameras/still';
import { letLive } from '../living.testing';
import { openRandom } from '../random';
import { openFrigate } from './frigate';
import { frigateCameras } from './plans';

const noon = Date.UTC(2026, 10, 24, 12);
const { sideGate, patio } = frigateCameras;

function server(people = { atHome: 3, awake: true }, seed = 5) {
  const power = { patio: true };
  const hasPower = (camera: string) => camera !== patio.name || power.patio;
  const program = openFrigate({ cameras: [sideGate, patio], hasPower }, openRandom(seed), noon);
  return { power, ...letLive(program, noon, people) };
}

type Event = { readonly type: string; readonly after: Readonly<Record<string, unknown>> };
const eventsOf = ({ texts }: ReturnType<typeof server>) =>
  texts('frigate/events').map((text) => JSON.parse(text) as Event);

describe('a Frigate with two cameras', () => {
  test('says that it is there, and how the switches of each camera stand', () => {
    const { said, program } = server();
    expect(said[0]).toMatchObject({ topic: 'frigate/available', payload: 'online', retain: true });
    expect(program.will).toMatchObject({ topic: 'frigate/available', payload: 'offline', retain: true });
    expect(program.farewell()).toMatchObject([{ topic: 'frigate/available', payload: 'stopped' }]);
    const kept = said.filter(({ retain }) => retain).map(({ topic }) => topic);
    expect(kept).toEqual(expect.arrayContaining(['frigate/side_gate/enabled/state', 'frigate/patio/detect/state']));
    expect(kept.some((topic) => /motion$|status|stats/.test(topic))).toBe(false);
  });

  test('tells its statistics again and again: its version, and the frames of each camera', () => {
    const { live, json } = server();
    live(15);
    expect(json('frigate/stats')).toMatchObject({
      cameras: { side_gate: { camera_fps: 5 }, patio: { camera_fps: 5 } },
      service: { version: expect.stringMatching(/^0\.16\.2-/), latest_version: '0.16.2' },
    });
  });

  test('a camera that lost its power has no frames, and is back with it', () => {
    const { power, live, json, texts } = server();
    live(5);
    texts('frigate/patio/status/detect');
    power.patio = false;
    live(10);
    expect(json('frigate/stats')).toMatchObject({
      cameras: { side_gate: { camera_fps: 5 }, patio: { camera_fps: 0 } },
    });
    power.patio = true;
    live(10);
    expect(json('frigate/stats')).toHaveProperty('cameras.patio.camera_fps', 5);
    expect(texts('frigate/patio/status/detect')).toEqual(['offline', 'online']);
  });

  test('sees somebody pass: new, surer, gone, each with the same name, and in a zone', () => {
    const lived = server();
    lived.live(120);
    const events = eventsOf(lived);
    const first = events.filter(({ after }) => after['id'] === events[0]?.after['id']);
    expect(first.map(({ type }) => type)).toEqual(['new', 'update', 'end']);
    expect(first.at(-1)?.after).toMatchObject({ end_time: expect.any(Number), entered_zones: [expect.any(String)] });
    const { camera, label } = first[0]?.after ?? {};
    expect(lived.texts(`frigate/${String(camera)}/motion`).slice(0, 3)).toEqual(['OFF', 'ON', 'OFF']);
    expect(lived.texts(`frigate/${String(camera)}/${String(label)}`).slice(0, 2)).toEqual(['1', '0']);
  });

  test('has a picture of everybody whom it saw, in which that one stands', () => {
    const { live, said } = server();
    live(120);
    const pictures = said.flatMap((one) => ('scene' in one ? [one] : []));
    expect(pictures.length).toBeGreaterThanOrEqual(2);
    for (const { topic, retain, scene } of pictures) {
      expect(topic).toMatch(/^frigate\/(?:side_gate|patio)\/(?:person|car|cat)\/snapshot$/);
      expect(retain).toBe(true);
      expect(scene.subject).not.toBeNull();
      expect(stillOf(scene).slice(0, 3)).toEqual(Uint8Array.of(0xff, 0xd8, 0xff));
    }
  });

  test('says which cameras there are when it is asked, and no zone among them', () => {
    const { hear, json } = server();
    hear('frigate/onConnect');
    expect(Object.keys(json('frigate/camera_activity'))).toEqual(['side_gate', 'patio']);
  });

  test('a camera that is switched off sees nothing, and says that it is', () => {
    const lived = server();
    lived.hear('frigate/side_gate/enabled/set', 'OFF');
    expect(lived.texts('frigate/side_gate/enabled/state').at(-1)).toBe('OFF');
    expect(lived.texts('frigate/side_gate/status/detect').at(-1)).toBe('disabled');
    lived.live(600);
    expect(new Set(eventsOf(lived).map(({ after }) => after['camera']))).toEqual(new Set(['patio']));
  });

  test('asleep, the house is passed by hardly anybody; whoever comes home is seen at once', () => {
    const night = server({ atHome: 3, awake: false });
    night.live(3_600);
    const day = server();
    day.live(3_600);
    expect(eventsOf(night).length).toBeLessThan(eventsOf(day).length / 4);
    night.notice('return');
    night.live(2);
    expect(eventsOf(night)).toMatchObject([{ type: 'new', after: { camera: 'side_gate', label: 'car' } }]);
  });

  test('restarts when it is asked to, and is silent meanwhile', () => {
    const lived = server();
    lived.texts('frigate/available');
    lived.hear('frigate/restart');
    expect(lived.program.link().isUp).toBe(false);
    lived.live(10);
    expect(lived.texts('frigate/available')).toEqual(['offline', 'online']);
  });

  test('does not take what it cannot mean', () => {
    const { hear, said } = server();
    const before = said.length;
    for (const topic of ['frigate/nobody/detect/set', 'frigate/patio/__proto__/set', 'frigate/patio/set', 'x'])
      hear(topic, 'ON');
    hear('frigate/patio/detect/set', 'maybe');
    expect(said).toHaveLength(before);
  });
});
