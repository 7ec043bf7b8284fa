import { useMutation } from '@tanstack/react-query';

import { useSessionClient } from '@/session/client-context';
import type { StaticLogin, StaticRow, StaticWord } from '@/session/protocol';
import { Age } from '@/ui/age';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';

import styles from '../access-page.module.css';
import { NewLines } from './new-lines';
import { OldLogIn } from './old-log-in';

type StaticChangeCardProps = {
  readonly change: StaticRow;
  /** the log-in itself, as long as it is looked at; null: it was made at another visit */
  readonly login: StaticLogin | null;
  readonly onMake: () => void;
  readonly onChange: () => void;
  /** it is over; one sentence */
  readonly onEnd: (words: string) => void;
};

/** One log-in that is changed by hand: how it stands, and only what is to be done next. */
export function StaticChangeCard({ change, login, onMake, onChange, onEnd }: StaticChangeCardProps) {
  const client = useSessionClient();
  const { old, username, used, deletedAt } = change;
  const say = useMutation({
    mutationFn: (word: StaticWord) => client.askAccess('sayOfStatic', { old, word }),
    onSuccess(_, word) {
      if (word !== 'leave') return;
      onEnd(
        deletedAt === null
          ? `Nothing more is asked about ${old}. If a line of ${username} stands in the files, delete it.`
          : `${old} counts as replaced by ${username}. Nobody proved that the old log-in is refused.`,
      );
    },
    onSettled: onChange,
  });
  return (
    <li className={styles['change']} aria-label={old}>
      <div className={styles['who']}>
        <span className={styles['name']}>{old}</span>
        <span className={styles['muted']}>
          A new line, for {username}, was made <Age at={change.madeAt} />
        </span>
      </div>
      <div role="status" aria-label={`How it stands with ${old}`}>
        <Notice tone={toneOf(change)} title={change.words} />
      </div>
      {used === null && <ToType change={change} login={login} onMake={onMake} onChange={onChange} onSay={say.mutate} />}
      {used !== null && <ToDelete change={change} onChange={onChange} onEnd={onEnd} onSay={say.mutate} />}
    </li>
  );
}

function toneOf({ used, deletedAt, isOldShared }: StaticRow): 'info' | 'ok' | 'warning' {
  if (deletedAt !== null || isOldShared) return 'warning';
  return used === null ? 'info' : 'ok';
}

type ToTypeProps = Pick<StaticChangeCardProps, 'change' | 'login' | 'onMake' | 'onChange'> & {
  readonly onSay: (word: StaticWord) => void;
};

/** The lines, and typing the log-in into the device. */
function ToType({ change: { old, username }, login, onMake, onChange, onSay }: ToTypeProps) {
  return (
    <>
      {login === null ? (
        <p className={styles['muted']}>
          Its password was shown when it was made, and is kept nowhere. If it is not in the device yet, make it anew:
          its new line takes the place of the line of {username}.
        </p>
      ) : (
        <NewLines login={login} old={old} onChange={onChange} />
      )}
      <div className={styles['actions']}>
        {login === null && (
          <Button size="small" label={`Make it anew: ${old}`} onPress={onMake}>
            Make it anew
          </Button>
        )}
        <Button size="small" label={`I saw the device work with it: ${old}`} onPress={() => onSay('works')}>
          I saw the device work with it
        </Button>
        <Button size="small" label={`Give up: ${old}`} onPress={() => onSay('leave')}>
          Give up
        </Button>
      </div>
    </>
  );
}

type ToDeleteProps = Pick<StaticChangeCardProps, 'change' | 'onChange' | 'onEnd'> & {
  readonly onSay: (word: StaticWord) => void;
};

/** The old line, and whether the broker refuses what it let in. */
function ToDelete({ change: { old, username, deletedAt, isOldShared }, onChange, onEnd, onSay }: ToDeleteProps) {
  return (
    <>
      {deletedAt === null && (
        <p className={styles['sentence']}>
          {isOldShared ? 'When nobody uses it any more, delete' : 'Delete'} the line of {old} from the password file,
          and what stands below “user {old}” in the file of access rules. Then have the broker read them again: kill
          -HUP, or systemctl reload mosquitto.
        </p>
      )}
      <OldLogIn
        old={old}
        isDeleted={deletedAt !== null}
        onRefused={() => {
          onEnd(
            `The broker refuses ${old}: nobody gets in with the old log-in any more. It is replaced by ${username}.`,
          );
          onChange();
        }}
      />
      <div className={styles['actions']}>
        {deletedAt === null ? (
          <Button tone="primary" size="small" label={`I have deleted it: ${old}`} onPress={() => onSay('deleted')}>
            I have deleted it
          </Button>
        ) : (
          <>
            <Button size="small" label={`It is not deleted yet: ${old}`} onPress={() => onSay('not-deleted')}>
              It is not deleted yet
            </Button>
            <Button size="small" label={`Leave it without a proof: ${old}`} onPress={() => onSay('leave')}>
              Leave it without a proof
            </Button>
          </>
        )}
      </div>
    </>
  );
}
