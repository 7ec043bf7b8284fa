import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';

import styles from './choice-list.module.css';

type Choice<Value extends string> = { readonly value: Value; readonly label: string; readonly sentence: string };

type ChoiceListProps<Value extends string> = {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly choices: readonly Choice<Value>[];
};

/** One of a few that each need a sentence: a radio group, one under the other. */
export function ChoiceList<Value extends string>({ label, value, onChange, choices }: ChoiceListProps<Value>) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onChange={(chosen) => {
        const choice = choices.find((candidate) => candidate.value === chosen);
        if (choice) onChange(choice.value);
      }}
      className={styles['choices'] ?? ''}
    >
      {choices.map((choice) => (
        <Radio key={choice.value} value={choice.value} className={styles['choice'] ?? ''}>
          <span className={styles['dot']} aria-hidden="true" />
          <span>
            <span className={styles['label']}>{choice.label}</span>
            <span className={styles['sentence']}>{choice.sentence}</span>
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
