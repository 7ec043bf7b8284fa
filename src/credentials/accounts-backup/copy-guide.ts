import { warningsOf, type BrokerVersion } from '../authority/broker-version';

/** How somebody at the broker's computer comes by a copy of its account file, and why it is worth the way. */
export type CopyGuide = {
  /** when this very broker loses its accounts, in a sentence or two */
  readonly risk: string;
  readonly steps: readonly string[];
};

/** `version`: what the broker says that it is; null: it does not say. */
export function copyGuide(version: BrokerVersion | null): CopyGuide {
  const isMosquitto = version === null || version.product === 'mosquitto';
  return { risk: riskOf(version), steps: isMosquitto ? mosquittoSteps : otherSteps };
}

/** CREDENTIALS.md, finding 1 */
function riskOf(version: BrokerVersion | null): string {
  if (version === null)
    return 'This broker does not say what it is. A Mosquitto 2.0 may lose all its accounts in a crash, or when its disk is full.';
  if (version.product !== 'mosquitto') return 'Whether this broker can lose its accounts is not known here.';
  const warnings = warningsOf(version);
  if (warnings.includes('loses-accounts-in-a-crash'))
    return 'This Mosquitto may lose all its accounts if it crashes while one is changed, or when its disk is full.';
  if (warnings.includes('loses-accounts-on-a-full-disk'))
    return 'This Mosquitto loses all its accounts if its disk is full while one is changed. Look first: df -h /var/lib/mosquitto';
  return 'This Mosquitto writes its accounts safely. A broken disk still loses them, and what it wrote no Mosquitto 2.0 can read.';
}

const choose =
  'Choose the copy here. It is sealed in this browser and saved as another file, which you keep elsewhere; then delete the copy.';

const mosquittoSteps: readonly string[] = [
  'On the broker’s computer, look where its accounts are: grep -r plugin_opt_config_file /etc/mosquitto. On Debian that is mostly /var/lib/mosquitto/dynamic-security.json.',
  'Copy it to you: sudo install -m 600 -o "$USER" /var/lib/mosquitto/dynamic-security.json ~/ or, in Docker, docker cp mosquitto:/mosquitto/data/dynamic-security.json . From another computer, ssh -t and scp do the same.',
  choose,
];

const otherSteps: readonly string[] = [
  'Its documentation says where it keeps its accounts. It has to be a file as Mosquitto writes it: dynamic-security.json.',
  choose,
];
