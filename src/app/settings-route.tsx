import { SettingsPage } from '@/features/settings/settings-page';
import { VaultSection } from '@/features/vault/vault-section';

export function SettingsRoute() {
  return <SettingsPage vault={<VaultSection />} />;
}
