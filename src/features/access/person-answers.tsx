import { useMutation } from '@tanstack/react-query';

import type { PersonWord, Rotation } from '@/core/log-ins/rotation';
import { useSessionClient } from '@/session/client-context';
import { AskFirstButton, type AskFirstButtonProps } from '@/ui/ask-first-button';
import type { Heir } from '@/ui/handed-focus';

type Answer = { readonly label: string; readonly question: AskFirstButtonProps['question'] };

const answers: Readonly<Record<PersonWord, Answer>> = {
  works: {
    label: 'It works with the new one',
    question: {
      title: 'Does the device use its new password?',
      sentence: 'The old one is switched off then. If the device goes silent, one click switches it on again.',
      confirmLabel: 'Yes, switch the old one off',
      danger: false,
    },
  },
  'not-typed': {
    label: 'Nobody typed it in',
    question: {
      title: 'Take the new password back?',
      sentence:
        'It is switched off, and deleted when the device is heard without it. Then you can make another one. If the device goes silent, one click switches it on again.',
      confirmLabel: 'Take it back',
      danger: false,
    },
  },
  'not-taken': {
    label: 'It goes on with the old one',
    question: {
      title: 'Do the settings of the device itself hold its old password?',
      sentence:
        'Switch it off and on, then look at its own settings. The new password is switched off as soon as no word of it can be on its way any more: you may be asked for this once again in a minute. If the device goes silent then, one click switches it on again.',
      confirmLabel: 'Yes, it holds the old one',
      danger: false,
    },
  },
  'switch-on': { label: 'Switch it on again', question: null },
  sure: {
    label: 'The device works: delete it',
    question: {
      title: 'Delete the password that is switched off?',
      sentence:
        'It cannot be had back. Do this only if you have seen the device start anew and work since it was switched off.',
      confirmLabel: 'Delete it',
      danger: true,
    },
  },
};

type PersonAnswersProps = {
  readonly rotation: Rotation;
  /** who has the focus when what was asked is not asked any more */
  readonly heir: Heir;
};

/** What only somebody who stands beside the device can tell. */
export function PersonAnswers({ rotation: { account, asks }, heir }: PersonAnswersProps) {
  const client = useSessionClient();
  const say = useMutation({ mutationFn: (word: PersonWord) => client.askAccess('sayOfRotation', { account, word }) });
  return asks.map((word) => (
    <AskFirstButton
      key={word}
      heir={heir}
      question={answers[word].question}
      pending={say.isPending}
      onConfirm={() => say.mutate(word)}
    >
      {answers[word].label}
    </AskFirstButton>
  ));
}
