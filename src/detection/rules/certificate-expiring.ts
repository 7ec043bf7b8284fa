import type { Device, DeviceId } from '@/core/device';
import { spokenName } from '@/core/spoken-name';

import { aspect } from '../aspects';
import { openCondition, type Judgement } from '../condition';
import type { Rule, RuleContext } from '../rule';

const dayMs = 86_400_000;
/** Nothing renews a certificate while nobody looks: so it is told early, mildly at first. */
const beforeMs = { told: 60 * dayMs, urgent: 14 * dayMs } as const;

/**
 * A device whose certificate ends soon: from that moment on the broker refuses it. It ends when the device says that it has
 * another one. What the broker itself shows no page can see; the list of what was issued is on the page Certificates.
 */
export function certificateExpiring(context: RuleContext): Rule {
  const rule = openCondition(context, {
    classes: ['certificate_expiring'],
    restsOn: aspect.login,
    looksAt: endOf,
    judge: ({ after, at }) => judge(after, at),
    wellAgain: 'It has a certificate that lasts',
  });
  /** what is to be looked at again when its time has come */
  const later = new Map<DeviceId, () => void>();

  function lookAgain(device: Device, at: number): void {
    later.get(device.id)?.();
    later.delete(device.id);
    const end = endOf(device);
    if (end === null) return;
    const next = [end - beforeMs.told, end - beforeMs.urgent, end].find((moment) => moment > at);
    if (next === undefined) return;
    const undo = context.later(next, (now) => {
      rule.review(device.id, now, true);
      const current = context.devices.get(device.id);
      if (current !== undefined) lookAgain(current, now);
    });
    later.set(device.id, undo);
  }

  return {
    ...rule,
    hear(step) {
      rule.hear(step);
      if (step.before === undefined || endOf(step.before) !== endOf(step.after)) lookAgain(step.after, step.at);
    },
    forget(device, at, last) {
      later.get(device)?.();
      later.delete(device);
      rule.forget?.(device, at, last);
    },
  };
}

function endOf({ login }: Device): number | null {
  return login?.value.certificateEndsAt ?? null;
}

function judge(device: Device, now: number): Judgement {
  const end = endOf(device);
  if (end === null) return 'unknown';
  const left = end - now;
  if (left > beforeMs.told) return 'well';
  const days = Math.max(0, Math.floor(left / dayMs));
  const name = spokenName(device.name);
  return {
    severity: left <= 0 ? 'critical' : left <= beforeMs.urgent ? 'warning' : 'info',
    title: left <= 0 ? `The certificate of ${name} has ended` : `The certificate of ${name} ends soon`,
    text: left <= 0 ? 'The broker refuses it from now on' : days === 1 ? '1 day is left' : `${days} days are left`,
    fix: { kind: 'show-access', label: 'Renew it' },
  };
}
