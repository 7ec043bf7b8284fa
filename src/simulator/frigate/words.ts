import { rounded } from '../program';
import type { FrigateCameraPlan, Label } from './plans';

/** What Frigate says, in its own words (docs.frigate.video, "MQTT"). */
const version = '0.16.2-4d58206';
const latestVersion = '0.16.2';

/** The switches of a camera that are told and can be set; `improve_contrast` and others are left out. */
export const switches = ['enabled', 'detect', 'recordings', 'snapshots', 'audio', 'motion'] as const;
export type Switch = (typeof switches)[number];

/** Somebody or something in the picture of a camera. */
export type Sighting = {
  readonly id: string;
  readonly label: Label;
  readonly from: number;
  readonly until: number;
  readonly score: number;
};

export type FrigateCamera = {
  readonly plan: FrigateCameraPlan;
  readonly switches: Record<Switch, boolean>;
  /** pictures come from it */
  hasPicture: boolean;
  sighting: Sighting | null;
};

export function statistics(cameras: readonly FrigateCamera[], now: number, startedAt: number): object {
  const all = cameras.map((camera) => [camera.plan.name, cameraStatistics(camera)] as const);
  const frames = all.reduce((sum, [, { camera_fps }]) => sum + camera_fps, 0);
  return {
    cameras: Object.fromEntries(all),
    detectors: { ov: { detection_start: 0, inference_speed: 9.31, pid: 401 } },
    cpu_usages: { 1: { cmdline: 'frigate.app', cpu: '4.0', cpu_average: '3.8', mem: '2.1' } },
    gpu_usages: {},
    npu_usages: {},
    processes: {},
    service: {
      uptime: Math.round((now - startedAt) / 1_000),
      version,
      latest_version: latestVersion,
      storage: { '/media/frigate/recordings': { total: 953_869, used: 412_006, free: 541_863, mount_type: 'ext4' } },
      last_updated: Math.round(now / 1_000),
    },
    camera_fps: frames,
    process_fps: frames,
    skipped_fps: 0,
    detection_fps: rounded(frames * 0.4, 1),
  };
}

function cameraStatistics({ hasPicture, switches: on, sighting }: FrigateCamera) {
  const fps = hasPicture && on.enabled ? 5 : 0;
  return {
    camera_fps: fps,
    process_fps: fps,
    skipped_fps: 0,
    detection_fps: sighting === null ? 0 : 4.2,
    detection_enabled: on.detect,
    expected_fps: 5,
    connection_quality: hasPicture ? 'excellent' : 'unusable',
    reconnects_last_hour: hasPicture ? 0 : 6,
    stalls_last_hour: 0,
    pid: 421,
    capture_pid: 425,
    ffmpeg_pid: 431,
    audio_rms: 0,
    audio_dBFS: 0,
  };
}

/** `frigate/camera_activity`, the answer to `frigate/onConnect`: its keys are cameras and nothing else. */
export function activity(cameras: readonly FrigateCamera[]): object {
  return Object.fromEntries(
    cameras.map(({ plan, switches: on, sighting }) => [
      plan.name,
      {
        config: {
          enabled: on.enabled,
          detect: on.detect,
          record: on.recordings,
          snapshots: on.snapshots,
          audio: on.audio,
          notifications: false,
          notifications_suspended: 0,
          autotracking: false,
          alerts: true,
          detections: true,
        },
        motion: sighting !== null,
        objects: sighting === null ? [] : [{ id: sighting.id, label: sighting.label, stationary: false }],
      },
    ]),
  );
}

export type Phase = 'new' | 'update' | 'end';

/** `frigate/events`: how it was a moment ago and how it is now. */
export function trackedObject(phase: Phase, camera: FrigateCamera, sighting: Sighting, now: number): object {
  const before = objectAt(camera, sighting, Math.max(sighting.from, now - 1_000), false);
  return { type: phase, before, after: objectAt(camera, sighting, now, phase === 'end') };
}

function objectAt({ plan }: FrigateCamera, sighting: Sighting, at: number, isOver: boolean): object {
  const progress = (at - sighting.from) / Math.max(1, sighting.until - sighting.from);
  const left = Math.round(80 + 900 * progress);
  const zones = progress > 0.1 || isOver ? [plan.zone] : [];
  return {
    id: sighting.id,
    camera: plan.name,
    frame_time: at / 1_000,
    snapshot: { frame_time: at / 1_000, box: [left, 320, left + 120, 640], area: 38_400, score: sighting.score },
    label: sighting.label,
    sub_label: null,
    top_score: sighting.score,
    false_positive: false,
    start_time: sighting.from / 1_000,
    end_time: isOver ? sighting.until / 1_000 : null,
    score: sighting.score,
    box: [left, 320, left + 120, 640],
    area: 38_400,
    ratio: 0.375,
    region: [0, 0, 640, 640],
    active: !isOver,
    stationary: false,
    motionless_count: 0,
    position_changes: Math.round(progress * 8),
    current_zones: isOver ? [] : zones,
    entered_zones: zones,
    has_clip: true,
    has_snapshot: true,
    attributes: {},
    current_attributes: [],
    pending_loitering: false,
    max_severity: sighting.label === 'cat' ? 'detection' : 'alert',
  };
}

/** `frigate/reviews`: what deserves a look. */
export function review(phase: Phase, { plan }: FrigateCamera, sighting: Sighting): object {
  const body = {
    id: `${sighting.id.split('-')[0]}-r${sighting.id.slice(-5)}`,
    camera: plan.name,
    start_time: sighting.from / 1_000,
    end_time: phase === 'end' ? sighting.until / 1_000 : null,
    severity: sighting.label === 'cat' ? 'detection' : 'alert',
    thumb_path: `/media/frigate/clips/review/thumb-${plan.name}-${sighting.id}.webp`,
    data: {
      detections: [sighting.id],
      objects: [sighting.label],
      sub_labels: [],
      zones: phase === 'new' ? [] : [plan.zone],
      audio: [],
    },
  };
  return { type: phase, before: { ...body, end_time: null }, after: body };
}
