import { useMutation } from '@tanstack/react-query';

import type { PersonPlace, PersonWithCodes } from '@/core/codes/code-people';
import { isOverstaying, newestOnEach } from '@/core/codes/code-people';
import { ageOfCodes, findingOn, isTooOld } from '@/core/codes/code-words';
import { listed } from '@/core/list-words';
import { useSessionClient } from '@/session/client-context';
import { useCodesNews } from '@/store/home-hooks';
import { exactTime } from '@/ui/age-words';
import { AskFirstButton } from '@/ui/ask-first-button';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { useNow } from '@/ui/now';
import { StatusBadge } from '@/ui/status-badge';

import { Refusal } from '../refusal';
import styles from './codes.module.css';

type PersonCardProps = PersonWithCodes & { readonly onChange: () => void };

/** "Anna: on the front and the back door, 214 days old", and what can be done about it. */
export function PersonCard({ person, places, onChange }: PersonCardProps) {
  const client = useSessionClient();
  const remove = useMutation({ mutationFn: () => client.askAccess('changeCodes', { act: 'remove', person, spots }) });
  const locks = [...new Set(places.map(({ lock }) => lock))];
  const spots = places.map(({ device, slot }) => ({ device, slot }));
  const isUnheard = places.some(({ found }) => found === 'unknown');
  return (
    <article className={styles['card']} aria-label={person} tabIndex={-1}>
      <div className={styles['row']}>
        <div className={styles['words']}>
          <h3 className={styles['name']}>{person}</h3>
          <p>On {listed(locks)}</p>
          <Facts places={places} />
          {isUnheard && <p className={styles['muted']}>Not every lock has confirmed it since this page was opened.</p>}
        </div>
        <div className={styles['buttons']}>
          <Button size="small" label={`Change the code of ${person}`} onPress={onChange}>
            Change
          </Button>
          <AskFirstButton
            size="small"
            label={`Remove the code of ${person}`}
            question={{
              title: `Remove the code of ${person}?`,
              sentence: `${person} cannot open ${listed(locks)} with a code any more. Each lock is asked whether it is gone.`,
              confirmLabel: 'Remove',
              danger: true,
            }}
            pending={remove.isPending}
            onConfirm={() => remove.mutate()}
          >
            Remove
          </AskFirstButton>
        </div>
      </div>
      <Refusal of={remove.data} />
      {places.map((place) => (
        <Finding key={`${place.slot} ${place.device}`} person={person} place={place} all={places} />
      ))}
    </article>
  );
}

function Facts({ places }: Pick<PersonWithCodes, 'places'>) {
  const now = useNow();
  const age = ageOfCodes(places, now);
  const ends = places.flatMap(({ until }) => until ?? []);
  const first = ends.length === 0 ? null : Math.min(...ends);
  const end = first === null ? null : `${first > now ? 'ends' : 'was to end'} ${exactTime(first)}`;
  const facts = [age ?? 'nobody wrote down since when', end].filter((fact) => fact !== null);
  const isOld = isTooOld(newestOnEach(places), useCodesNews().changeAfterDays, now);
  return (
    <>
      <p className={styles['muted']}>{facts.join(' · ')}</p>
      {isOld && (
        <StatusBadge tone="warning" look="plain">
          Too old: should be changed
        </StatusBadge>
      )}
    </>
  );
}

type FindingProps = {
  readonly person: string;
  readonly place: PersonPlace;
  readonly all: readonly PersonPlace[];
};

function Finding({ person, place, all }: FindingProps) {
  const client = useSessionClient();
  const { device, slot } = place;
  const spots = [{ device, slot }];
  const remove = useMutation({ mutationFn: () => client.askAccess('changeCodes', { act: 'remove', person, spots }) });
  const forget = useMutation({ mutationFn: () => client.askAccess('nameCode', { device, slot, person: null }) });
  const isOver = isOverstaying(place, useNow());
  const isOld = !isOver && place.found === 'there' && !newestOnEach(all).includes(place);
  const words = isOver
    ? `The time of ${person}’s code on ${place.lock} is over, and it may still open it.`
    : isOld
      ? `${person} has an older code on ${place.lock} that still opens it.`
      : findingOn(place, person);
  if (words === null) return null;
  return (
    <>
      <Notice
        tone="warning"
        title={words}
        actions={
          ((isOver || isOld) && (
            <Button pending={remove.isPending} onPress={() => remove.mutate()}>
              {isOver ? 'Remove it now' : 'Remove the older one'}
            </Button>
          )) ||
          (place.found === 'gone' && (
            <Button pending={forget.isPending} onPress={() => forget.mutate()}>
              Forget it here
            </Button>
          ))
        }
      />
      <Refusal of={remove.data} />
    </>
  );
}
