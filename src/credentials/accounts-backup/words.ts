import type { Written } from './account-control';
import type { ReadAccountFile } from './account-file';
import type { OpenRefusal } from './accounts-backup';

/** Why a file cannot be backed up, and what to do. */
export const fileRefusals: Readonly<Record<Extract<ReadAccountFile, { outcome: 'refused' }>['reason'], string>> = {
  empty:
    'This file holds no account that could log in. If it is the broker’s own, do not restart the broker: as long as it runs, it still knows its accounts. Change any account once, so that it writes the file anew, and choose it again.',
  torn: 'This file ends in the middle. Perhaps it was copied while the broker wrote it: copy it again.',
  foreign:
    'This is no account file of Mosquitto. Look in mosquitto.conf for the line plugin_opt_config_file: it names the file, often dynamic-security.json.',
  large: 'This file is larger than any account file of a home.',
};

/** Why a backup does not open, and what to do. */
export const openRefusals: Readonly<Record<OpenRefusal, string>> = {
  passphrase: 'It does not open with this passphrase, or somebody has changed the file.',
  foreign: 'This is no backup of a broker’s accounts, or the file is damaged.',
  plain: 'This is an account file itself. It was never sealed, and can be put in place as it is.',
  large: 'This file is larger than any backup of a home.',
};

/** Why a broker did not take the accounts that were given to it, and what to do. */
export const restoreRefusals: Readonly<Record<Exclude<Written, 'done'>, string>> = {
  unreadable: 'The broker cannot read these accounts. Nothing was changed.',
  'too-many': 'These are more accounts than any home has, and the broker does not take so many. Nothing was changed.',
  'no-administrator':
    'None of these accounts could administer the broker, so nobody ever could again. Nothing was changed.',
  'not-kept': 'The broker could not keep them: perhaps its disk is full. Nothing was changed.',
  unanswered: 'The broker did not answer. Look whether a log-in of the backup is let in before you repeat it.',
};

/** How a home comes back from the file that was opened, on the computer that runs Debian’s Mosquitto. */
export const restoreSteps: readonly string[] = [
  'Stop the broker: sudo systemctl stop mosquitto. First, because it would write over what you put there.',
  'Look in /etc/mosquitto/mosquitto.conf and conf.d for the line plugin_opt_config_file: that is where the file belongs. Keep the damaged one beside it under another name.',
  'Put dynamic-security.json there, and give it to the broker: sudo chown mosquitto:mosquitto and sudo chmod 600.',
  'Start the broker: sudo systemctl start mosquitto. Then connect here with a log-in of the time of the backup.',
  'Whatever got a new password after the backup knows only that one: it needs a new log-in, typed in by hand. Sign in as administrator and look which devices stay away.',
];
