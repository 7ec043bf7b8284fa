import { cast } from './cast';
import type { Scenario } from './scenario';

export const firmwareDowngrade: Scenario = {
  name: 'firmware-downgrade',
  title: 'Older firmware on the side door',
  happens:
    'The lock of the side door comes back with an older firmware than it had. After three minutes it has its own again, unless you update it first.',
  expected: 'Gatehouse should say that the firmware of the side door went back to an older version.',
  alerts: ['firmware_downgrade'],
  plan(home) {
    const lock = cast(home, 'Garage/Side door', 'lock');
    if (lock === null || lock.build === null) return [];
    const { ieee, build, state } = lock;
    const older = versionBefore(build);
    if (older === null) return [];
    const { update } = state;
    return [
      { afterSeconds: 2, act: { type: 'announce', ieee, had: build, has: older, update: fileBefore(update) } },
      { afterSeconds: 180, act: { type: 'announce', ieee, had: older, has: build, update } },
    ];
  },
};

/** `0.20.4` → `0.19.4`: the last part but one that can be less, so that nobody has to look twice; null: none can */
function versionBefore(version: string): string | null {
  const parts = version.split('.');
  const index = parts.findLastIndex((part, place) => Number(part) > 0 && (place < parts.length - 1 || place === 0));
  if (index < 0) return null;
  return parts.with(index, String(Number(parts[index]) - 1)).join('.');
}

/** What the bridge knows of its updates, one Zigbee file version earlier. */
function fileBefore(update: unknown): unknown {
  if (typeof update !== 'object' || update === null || !('installed_version' in update)) return update;
  const { installed_version: installed } = update;
  return typeof installed === 'number' && installed > 0 ? { ...update, installed_version: installed - 1 } : update;
}
