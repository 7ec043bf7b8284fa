import type { Fact } from '@/core/observation';

import { isObject, numberIn, textIn, type JsonObject } from '../../json';
import { learn } from '../../learning';
import { percentIn } from '../../loose';
import { pressText } from '../presses';
import { learnComponents, readComponents } from './components';
import type { Gen2Device } from './device';
import { beginUpdate, endUpdate } from './firmware';

/** `NotifyStatus` tells what changed, `NotifyFullStatus` everything, `NotifyEvent` what happened (gen2, "Notifications"). */
export function readNotification(device: Gen2Device, method: unknown, params: JsonObject): readonly Fact[] {
  switch (method) {
    case 'NotifyFullStatus':
      return readWholeStatus(device, params);
    case 'NotifyStatus':
      return readComponents(device, params);
    case 'NotifyEvent':
      return eventsIn(params).flatMap((event) => readEvent(device, event));
    default:
      return [];
  }
}

/** All components in one: only now it is known how many outputs there are. */
export function readWholeStatus(device: Gen2Device, status: JsonObject): readonly Fact[] {
  learnComponents(device, status);
  learn(device, 'isWhole', true);
  return readComponents(device, status);
}

function readEvent(device: Gen2Device, event: JsonObject): readonly Fact[] {
  const component = textIn(event['component']) ?? '';
  const name = textIn(event['event']);
  if (component === 'sys') return readSystemEvent(device, name, event);
  if (!component.startsWith('input:')) return [];
  const button = Number(component.slice('input:'.length)) + 1;
  const text = pressText(button, name);
  if (text === null) return [];
  learn(device, 'presses', true);
  return [{ type: 'event', event: `button_${button}_${name}`, text }];
}

/** `ota_begin`, `ota_progress` with `progress_percent`, `ota_success`, `ota_error` with `msg`; `sleep` (gen2, Sys). */
function readSystemEvent(device: Gen2Device, name: string | null, event: JsonObject): readonly Fact[] {
  switch (name) {
    case 'ota_begin':
      return beginUpdate(device, null);
    case 'ota_progress':
      return beginUpdate(device, percentIn(event['progress_percent']));
    case 'ota_success':
      return endUpdate(device, { outcome: 'succeeded', reason: null, percent: null });
    case 'ota_error':
      return endUpdate(device, {
        outcome: 'failed',
        reason: textIn(event['msg'])?.slice(0, 160) ?? null,
        percent: numberIn(event['progress_percent']),
      });
    default:
      return [];
  }
}

/** Does the notification end with the device going to sleep? */
export function fallsAsleep(params: JsonObject): boolean {
  return eventsIn(params).some((event) => event['component'] === 'sys' && event['event'] === 'sleep');
}

export function eventsIn({ events }: JsonObject): readonly JsonObject[] {
  return Array.isArray(events) ? events.slice(0, 32).filter(isObject) : [];
}
