import { limits } from '@/core/limits';
import type { Fact } from '@/core/observation';

import { isObject, textIn, numberIn, type JsonObject } from '../json';
import { isNewer } from '../dotted-version';

/** What `<prefix>/stats` tells once a minute (docs.frigate.video, "MQTT", `frigate/stats`). */
export type Stats = {
  readonly firmware: Fact | null;
  /** camera → frames a second that come from it; null: not told */
  readonly cameras: ReadonlyMap<string, number | null>;
};

const mostCameras = 512;

/** null: the document is not Frigate's. */
export function readStats(json: unknown): Stats | null {
  if (!isObject(json) || !isObject(json['service'])) return null;
  const cameras = isObject(json['cameras']) ? camerasIn(json['cameras']) : camerasBeside(json);
  if (cameras === null) return null;
  return {
    firmware: readFirmware(json['service']),
    cameras: new Map(cameras.map(([name, value]) => [name, numberIn(value['camera_fps'])])),
  };
}

/** Before 0.13 each camera stood at the top, beside `detectors`, which only Frigate has. */
function camerasBeside(stats: JsonObject): ReturnType<typeof camerasIn> | null {
  return isObject(stats['detectors'])
    ? camerasIn(stats).filter(([, value]) => numberIn(value['camera_fps']) !== null)
    : null;
}

/** The cameras of `<prefix>/camera_activity`, whose keys are cameras and nothing else; null: not such a document. */
export function camerasOfActivity(json: unknown): readonly string[] | null {
  if (!isObject(json)) return null;
  const cameras = camerasIn(json);
  return cameras.length > 0 && cameras.every(([, value]) => isObject(value['config']))
    ? cameras.map(([name]) => name)
    : null;
}

function camerasIn(value: JsonObject): readonly (readonly [string, JsonObject])[] {
  return Object.entries(value)
    .slice(0, mostCameras)
    .flatMap(([name, camera]) => (isCameraName(name) && isObject(camera) ? [[name, camera] as const] : []));
}

/** Frigate's own rule for the names of cameras (frigate/config/camera). */
export function isCameraName(name: string): boolean {
  return /^[\w-]{1,128}$/.test(name) && name !== '__proto__';
}

/** The text after the first dash is the build and no pre-release; `latest_version` may be "unknown" or "disabled". */
function readFirmware(service: JsonObject): Fact | null {
  const installed = versionIn(service['version']);
  const latest = versionIn(service['latest_version']);
  if (installed === null) return null;
  return { type: 'firmware', installed, latest, updateAvailable: isNewer(latest, installed) };
}

function versionIn(value: unknown): string | null {
  const text = textIn(value)?.slice(0, limits.textLength) ?? null;
  return text !== null && /\d/.test(text) ? text : null;
}
