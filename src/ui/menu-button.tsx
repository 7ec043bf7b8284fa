import { Button as AriaButton } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';

import { Button } from './button';
import styles from './button.module.css';
import { classNames } from './class-names';
import { Icon, type IconName } from './icon';
import menuStyles from './menu-button.module.css';

export type MenuChoice = {
  readonly label: string;
  /** what exactly it means, e.g. "until 14:02" */
  readonly detail?: string;
  readonly onChoose: () => void;
};

type MenuButtonProps = {
  readonly children: string;
  readonly icon?: IconName;
  readonly choices: readonly MenuChoice[];
  /** why it cannot be used now */
  readonly disabledReason?: string | null;
};

/** A button that asks which of a few ways. */
export function MenuButton({ children, icon, choices, disabledReason = null }: MenuButtonProps) {
  if (disabledReason !== null) {
    return (
      <Button size="small" disabledReason={disabledReason} {...(icon && { icon })}>
        {children}
      </Button>
    );
  }
  return (
    <MenuTrigger>
      <AriaButton className={classNames(styles['button'], styles['quiet'], styles['small'])}>
        {icon && <Icon name={icon} size={18} />}
        <span>{children}</span>
        <Icon name="chevron-down" size={16} />
      </AriaButton>
      <Popover className={menuStyles['popover'] ?? ''} placement="bottom start">
        <Menu className={menuStyles['menu'] ?? ''} aria-label={children}>
          {choices.map(({ label, detail, onChoose }) => (
            <MenuItem key={label} className={menuStyles['item'] ?? ''} onAction={onChoose} textValue={label}>
              <span>{label}</span>
              {detail !== undefined && <span className={menuStyles['detail']}>{detail}</span>}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
