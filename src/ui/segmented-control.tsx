import type { Ref } from 'react';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';

import styles from './fields.module.css';
import { Icon, type IconName } from './icon';

type Segment<Value extends string> = {
  readonly value: Value;
  readonly label: string;
  readonly icon?: IconName;
};

type SegmentedControlProps<Value extends string> = {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly segments: readonly Segment<Value>[];
  readonly ref?: Ref<HTMLDivElement>;
};

/** One of a few, all of them in sight: a radio group. */
export function SegmentedControl<Value extends string>({
  label,
  value,
  onChange,
  segments,
  ref,
}: SegmentedControlProps<Value>) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onChange={(chosen) => {
        const segment = segments.find((candidate) => candidate.value === chosen);
        if (segment) onChange(segment.value);
      }}
      className={styles['segments'] ?? ''}
      orientation="horizontal"
      {...(ref && { ref })}
    >
      {segments.map((segment) => (
        <Radio key={segment.value} value={segment.value} className={styles['segment'] ?? ''}>
          {segment.icon && <Icon name={segment.icon} size={18} />}
          {segment.label}
        </Radio>
      ))}
    </RadioGroup>
  );
}
