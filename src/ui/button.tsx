import { useId, type ReactNode, type Ref } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Link } from 'react-router';

import styles from './button.module.css';
import { classNames } from './class-names';
import { useHandedFocus, type Heir } from './handed-focus';
import { Icon, type IconName } from './icon';
import { VisuallyHidden } from './visually-hidden';

type ButtonTone = 'primary' | 'quiet' | 'danger';

export type ButtonProps = {
  readonly children: ReactNode;
  readonly tone?: ButtonTone;
  readonly icon?: IconName;
  /** stands behind the words */
  readonly iconAfter?: IconName;
  readonly size?: 'normal' | 'small';
  readonly type?: 'button' | 'submit';
  readonly onPress?: () => void;
  /** it is doing what was asked; presses are ignored, the words say so */
  readonly pending?: boolean;
  /** why it cannot be pressed now: the button stays visible and says it */
  readonly disabledReason?: string | null;
  /** for a button at the right edge of the page: its reason ends where it ends */
  readonly reasonSide?: 'middle' | 'end';
  readonly autoFocus?: boolean;
  /** for a button whose words do not tell on what it acts, e.g. "Lock Front door" */
  readonly label?: string;
  /** for a button that shows and hides something: whether that is shown */
  readonly expanded?: boolean;
  /** who has the focus when the button goes away with it; absent: the place around it */
  readonly heir?: Heir;
  readonly ref?: Ref<HTMLButtonElement>;
};

/** Something that acts. It is never hidden when it cannot: it says why. */
export function Button({
  children,
  tone = 'quiet',
  icon,
  iconAfter,
  size = 'normal',
  type = 'button',
  onPress,
  pending = false,
  disabledReason = null,
  reasonSide = 'middle',
  autoFocus = false,
  label,
  expanded,
  heir,
  ref,
}: ButtonProps) {
  const reasonId = useId();
  const place = useHandedFocus<HTMLSpanElement>(heir);
  const refuses = disabledReason !== null;
  const works = pending && !refuses;
  const idle = pending || refuses;
  // the same elements whatever it may do: one that was made anew would have lost the focus
  return (
    <span ref={place} className={classNames(styles['place'], reasonSide === 'end' && styles['atEnd'])}>
      <AriaButton
        className={classNames(styles['button'], styles[tone], size === 'small' && styles['small'])}
        type={idle ? 'button' : type}
        // not `isDisabled`, which takes the focus away; not `isPending`: React Aria announces that with a reference to this
        // button, which may be gone a moment later
        aria-disabled={idle}
        {...(works && { 'data-pending': true })}
        autoFocus={autoFocus}
        {...(onPress && !idle && { onPress })}
        {...(refuses && { 'aria-describedby': reasonId })}
        {...(label !== undefined && { 'aria-label': label })}
        {...(expanded !== undefined && { 'aria-expanded': expanded })}
        {...(ref && { ref })}
      >
        {pending ? <span className={styles['spinner']} aria-hidden="true" /> : icon && <Icon name={icon} size={18} />}
        <span>{children}</span>
        {iconAfter && <Icon name={iconAfter} size={16} />}
        {works && <VisuallyHidden>, in progress</VisuallyHidden>}
      </AriaButton>
      {refuses && (
        <span id={reasonId} className={styles['reason']} role="tooltip">
          {disabledReason}
        </span>
      )}
    </span>
  );
}

type IconButtonProps = {
  readonly icon: IconName;
  /** what it does; also shown as tooltip */
  readonly label: string;
  readonly onPress: () => void;
};

/** A button that is only a picture, where room is scarce. */
export function IconButton({ icon, label, onPress }: IconButtonProps) {
  const place = useHandedFocus<HTMLSpanElement>();
  return (
    <span ref={place} className={styles['place']}>
      <AriaButton className={classNames(styles['button'], styles['bare'])} aria-label={label} onPress={onPress}>
        <Icon name={icon} />
      </AriaButton>
      <span className={styles['reason']} aria-hidden="true">
        {label}
      </span>
    </span>
  );
}

type LinkButtonProps = {
  /** a path of `@/ui/paths` */
  readonly to: string;
  readonly children: ReactNode;
  readonly tone?: ButtonTone;
  readonly icon?: IconName;
  readonly size?: 'normal' | 'small';
  /** one thing is to be done there, and then it goes on here */
  readonly comesBack?: boolean;
};

/** A link to another page that looks like a button: it is the thing to do next. */
export function LinkButton({
  to,
  children,
  tone = 'quiet',
  icon,
  size = 'normal',
  comesBack = false,
}: LinkButtonProps) {
  const place = useHandedFocus<HTMLAnchorElement>();
  return (
    <Link
      ref={place}
      to={to}
      state={comesBack ? { comesBack } : null}
      className={classNames(styles['button'], styles[tone], size === 'small' && styles['small'])}
    >
      {icon && <Icon name={icon} size={18} />}
      <span>{children}</span>
    </Link>
  );
}
