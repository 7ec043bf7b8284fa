import type { DeviceId } from './device';

/** The classes of alerts (CONTRACT.md, "Alert line"). */
export type AlertClass =
  | 'pin_bruteforce'
  | 'login_bruteforce'
  | 'replay'
  | 'bad_signature'
  | 'spoofed_message'
  | 'retained_command'
  | 'firmware_downgrade'
  | 'firmware_changed'
  | 'unknown_device'
  | 'joined_while_closed'
  | 'certificate_changed'
  | 'certificate_expiring'
  | 'lock_odd_hours'
  | 'lock_jammed'
  | 'tamper'
  | 'camera_viewer'
  | 'camera_bitrate'
  | 'camera_offline'
  | 'camera_frozen'
  | 'message_flood'
  | 'payload_bloat'
  | 'value_drift'
  | 'value_stuck'
  | 'value_jump'
  | 'availability_flap'
  | 'battery_low'
  | 'battery_drain'
  | 'silent_device'
  | 'camera_talk'
  | 'camera_moved'
  | 'account_changed'
  | 'credential_overdue'
  | 'access_denied'
  | 'policy_violation'
  | 'command_unusual'
  | 'sequence_unusual'
  | 'update_failed'
  | 'limit_exceeded'
  | 'jamming'
  | 'topic_scan'
  | 'secret_exposed'
  | 'client_takeover'
  | 'safety'
  | 'broker_lost';

export type Severity = 'critical' | 'warning' | 'info';
export type AlertState = 'open' | 'acknowledged' | 'snoozed' | 'resolved';
export type AlertId = string;

/** What was seen. `t` is ms since the epoch, `text` plain words without any secret. */
export type Evidence = { readonly t: number; readonly topic: string; readonly text: string };

/** What can be done about it; the page knows how for each kind. */
export type AlertFix = {
  readonly kind: 'show-device' | 'lock' | 'silence' | 'rotate' | 'update' | 'remove-device' | 'show-access';
  readonly label: string;
};

/** Something that happened and wants a person. The first twelve fields are CONTRACT.md's alert line. */
export type Alert = {
  readonly id: AlertId;
  /** ms since the epoch: the time of the observation that caused it, as the message tells it */
  readonly t: number;
  readonly class: AlertClass;
  readonly device: DeviceId | null;
  /** one sentence in plain words */
  readonly title: string;
  readonly severity: Severity;
  readonly state: AlertState;
  /** 0…1 */
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  readonly fix: AlertFix | null;
  /** what it is about: a device, a topic, a client. One alert is open for a class and subject at a time */
  readonly subject: string;
  /** how often its cause was seen */
  readonly count: number;
  /** when it became what it is in `state`; ms since the epoch, the clock of whoever did it */
  readonly changedAt: number;
  /** counts the changes of `state`: the higher wins where two observers disagree (`mergeAlerts`) */
  readonly changes: number;
  /** snoozed until; ms since the epoch */
  readonly until: number | null;
};
