import type { Scenario } from './scenario';

/** Where the story is told: a camera with a view of the home, else the first there is. */
const stage = 'garden-camera';

export const ringStory: Scenario = {
  name: 'ring-story',
  title: 'A stranger in the camera',
  happens:
    'Somebody opens the picture of the garden camera, turns it, and speaks through it. After two minutes it is over, unless you make the camera look away first.',
  expected: 'Gatehouse should tell one story of it, and say step by step what to do.',
  alerts: ['camera_viewer', 'camera_moved', 'camera_talk'],
  plan({ cameras }) {
    const camera = cameras.byId.get(stage) ?? [...cameras.byId.values()][0];
    if (camera === undefined) return [];
    const { id } = camera.plan;
    return [
      { afterSeconds: 1, act: { type: 'camera', id, act: 'watch' } },
      { afterSeconds: 2, act: { type: 'camera', id, act: 'turn' } },
      { afterSeconds: 3, act: { type: 'camera', id, act: 'talk' } },
      { afterSeconds: 20, act: { type: 'camera', id, act: 'turn' } },
      { afterSeconds: 60, act: { type: 'camera', id, act: 'hush' } },
      { afterSeconds: 120, act: { type: 'camera', id, act: 'unwatch' } },
    ];
  },
};
