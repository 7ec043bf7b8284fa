import { Section } from '@/ui/section';
import { SegmentedControl } from '@/ui/segmented-control';
import { useTheme } from '@/ui/theme';

export function Appearance() {
  const [theme, setTheme] = useTheme();
  return (
    <Section heading="Appearance">
      <SegmentedControl
        label="Appearance"
        value={theme}
        onChange={setTheme}
        segments={[
          { value: 'light', label: 'Light', icon: 'sun' },
          { value: 'dark', label: 'Dark', icon: 'moon' },
          { value: 'system', label: 'System', icon: 'monitor' },
        ]}
      />
    </Section>
  );
}
