import { block, disc, fade, mix, slope, type Canvas, type Colour } from './canvas';
import { drawSubject, vehicle } from './draw-subject';
import { daylightAt, type Scene } from './scene';

/** Draws what stands at the camera's place, and whoever passes, by daylight colours. */
export function drawPlace(canvas: Canvas, scene: Scene): void {
  const isDark = daylightAt(scene.at) < 0.3;
  switch (scene.place) {
    case 'drive':
      return drive(canvas, scene, isDark);
    case 'garden':
      return garden(canvas, scene, isDark);
    case 'garage':
      return garage(canvas, scene);
    case 'porch':
      return porch(canvas, scene, isDark);
  }
}

const grass: Colour = [96, 136, 72];
const asphalt: Colour = [112, 114, 118];
const paving: Colour = [172, 166, 156];

function drive(canvas: Canvas, scene: Scene, isDark: boolean): void {
  const { width, height } = canvas;
  sky(canvas, scene, 110);
  hedge(canvas, 84, 118, scene.at);
  block(canvas, 0, 112, width, height - 112, grass);
  slope(canvas, 112, height, [width * 0.42, width * 0.56], [width * 0.16, width * 0.94], paving);
  block(canvas, 0, 112, width, 22, asphalt);
  house(canvas, 0, 40, 150, 96);
  block(canvas, 26, 78, 88, 58, [206, 202, 192]);
  for (let row = 0; row < 4; row++) block(canvas, 26, 90 + row * 13, 88, 1, [166, 162, 152]);
  if (scene.parked) vehicle(canvas, { x: 330, ground: 218, size: 62 }, false, [46, 88, 124]);
  const progress = scene.subject?.progress ?? 0;
  const isVehicle = scene.subject?.kind === 'vehicle';
  const spot = isVehicle
    ? { x: -80 + progress * (width + 160), ground: 150, size: 40 }
    : { x: width * 0.9 - progress * width * 0.62, ground: 226 - progress * 58, size: 88 - progress * 24 };
  drawSubject(canvas, scene, spot, isDark);
}

function garden(canvas: Canvas, scene: Scene, isDark: boolean): void {
  const { width, height } = canvas;
  sky(canvas, scene, 120);
  block(canvas, 0, 92, width, 34, [142, 112, 84]);
  for (let post = 0; post < width; post += 22) block(canvas, post, 92, 2, 34, [112, 86, 62]);
  fade(canvas, 124, height - 124, mix(grass, [70, 104, 56], 0.5), grass);
  slope(canvas, 52, 78, [330, 410], [312, 430], [112, 54, 46]);
  block(canvas, 322, 78, 98, 72, [150, 106, 70]);
  block(canvas, 352, 98, 36, 52, [104, 70, 46]);
  block(canvas, 104, 84, 14, 88, [86, 62, 44]);
  const sway = Math.sin(scene.at / 4_000) * 3;
  for (const [x, y, radius] of [
    [110, 60, 40],
    [84, 78, 28],
    [138, 78, 30],
  ] as const)
    disc(canvas, x + sway, y, radius, [66, 112, 60], 0.8);
  slope(canvas, 150, height, [362, 378], [250, 330], paving);
  const progress = scene.subject?.progress ?? 0;
  drawSubject(canvas, scene, { x: width + 30 - progress * (width + 60), ground: 232, size: 96 }, isDark);
}

function garage(canvas: Canvas, scene: Scene): void {
  const { width, height } = canvas;
  fade(canvas, 0, 176, [150, 148, 142], [184, 182, 174]);
  fade(canvas, 176, height - 176, [120, 118, 114], [148, 146, 140]);
  for (const [shelf, tins] of [
    [64, 5],
    [104, 4],
  ] as const) {
    block(canvas, 296, shelf, 160, 5, [110, 84, 58]);
    for (let tin = 0; tin < tins; tin++)
      block(canvas, 304 + tin * 31, shelf - 22, 20, 22, tin % 2 === 0 ? [94, 116, 128] : [168, 96, 64]);
  }
  block(canvas, 300, 150, 150, 8, [128, 96, 62]);
  for (const leg of [306, 436]) block(canvas, leg, 158, 8, 46, [104, 78, 52]);
  block(canvas, 24, 46, 108, 150, [122, 92, 64]);
  block(canvas, 112, 120, 8, 8, [206, 190, 120]);
  block(canvas, width / 2 - 1, 0, 3, 22, [60, 60, 60]);
  disc(canvas, width / 2, 28, 9, [255, 246, 208]);
  if (scene.parked) vehicle(canvas, { x: 214, ground: 246, size: 84 }, false, [46, 88, 124]);
  const progress = scene.subject?.progress ?? 0;
  drawSubject(canvas, scene, { x: 76 + progress * 320, ground: 238, size: 128 }, false);
}

function porch(canvas: Canvas, scene: Scene, isDark: boolean): void {
  const { width, height } = canvas;
  sky(canvas, scene, 100);
  house(canvas, 300, 44, 150, 66);
  hedge(canvas, 84, 116, scene.at);
  block(canvas, 0, 110, width, height - 110, grass);
  block(canvas, 0, 112, width, 18, asphalt);
  slope(canvas, 130, height, [222, 258], [110, 370], paving);
  for (const x of [20, 440]) {
    block(canvas, x, 60, 8, height - 60, [226, 222, 214]);
    block(canvas, x - 4, 54, 16, 8, [206, 202, 194]);
  }
  block(canvas, 130, height - 34, 220, 34, [112, 84, 60]);
  // comes up the path, stands before the door for the middle of the visit, and goes
  const progress = scene.subject?.progress ?? 0;
  const near = Math.min(1, 4 * Math.min(progress, 1 - progress));
  drawSubject(canvas, scene, { x: 240, ground: 140 + near * 112, size: 40 + near * 150 }, isDark);
}

/** Sky with a sun or a moon that goes its way, and clouds that drift. */
function sky(canvas: Canvas, { at }: Scene, height: number): void {
  const light = daylightAt(at);
  const top = mix([18, 24, 44], [104, 158, 214], light);
  const low = mix([40, 46, 66], light < 1 && light > 0 ? [238, 168, 118] : [208, 226, 240], Math.max(light, 0.15));
  fade(canvas, 0, height, top, low);
  const dayShare = ((at / 3_600_000) % 24) / 24;
  const x = canvas.width * ((dayShare * 2) % 1);
  disc(
    canvas,
    x,
    34 - 16 * Math.sin(((dayShare * 2) % 1) * Math.PI),
    9,
    light > 0.3 ? [255, 240, 190] : [226, 230, 236],
  );
  if (light < 0.3) return;
  for (const [offset, y, size] of [
    [0, 26, 22],
    [190, 44, 16],
    [360, 20, 18],
  ] as const) {
    const drift = ((offset + at / 6_000) % (canvas.width + 120)) - 60;
    for (const [beside, part] of [
      [0, 1],
      [-0.9, 0.7],
      [0.9, 0.75],
    ] as const)
      disc(canvas, drift + beside * size, y, size * part, [240, 244, 248], 0.45);
  }
}

function hedge(canvas: Canvas, top: number, bottom: number, at: number): void {
  const sway = Math.sin(at / 5_000) * 2;
  for (let x = -10; x < canvas.width + 20; x += 26) disc(canvas, x + sway, top + 8, 20, [58, 92, 52], 0.7);
  block(canvas, 0, top + 8, canvas.width, bottom - top - 8, [58, 92, 52]);
}

function house(canvas: Canvas, x: number, y: number, width: number, height: number): void {
  slope(canvas, y - 34, y, [x + width * 0.3, x + width * 0.7], [x - 10, x + width + 10], [132, 74, 62]);
  block(canvas, x, y, width, height, [224, 214, 196]);
  for (const window of [0.2, 0.66]) block(canvas, x + width * window, y + 8, 22, 20, [116, 142, 160]);
}
