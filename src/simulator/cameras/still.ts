import { encode } from 'jpeg-js';

import { darken, label, openCanvas, type Colour } from './canvas';
import { drawPlace } from './draw-place';
import { daylightAt, type Scene } from './scene';

const stillSize = { width: 480, height: 270 } as const;
const quality = 62;
const warning: Colour = [255, 206, 110];

/** The scene as the camera's still: a JPEG. The same scene gives the same bytes. */
export function stillOf(scene: Scene): Uint8Array {
  const canvas = openCanvas(stillSize.width, stillSize.height);
  drawPlace(canvas, scene);
  const light = scene.place === 'garage' ? 1 : daylightAt(scene.at);
  if (light < 1) darken(canvas, light);
  label(canvas, 8, 8, scene.name.replace(/ \(.*\)$/, ''));
  label(canvas, 8, stillSize.height - 30, new Date(scene.at).toISOString().slice(0, 19).replace('T', ' '));
  if (scene.event !== null) label(canvas, 8, 36, scene.event, warning);
  return Uint8Array.from(encode(canvas, quality).data);
}
