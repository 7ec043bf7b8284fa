/** Where the broker that says it is `brokerVersion` keeps its accounts; null: it does not say what it is. */
export function accountFileWords(brokerVersion: string | null): string {
  if (brokerVersion !== null && /^gatehouse\b/i.test(brokerVersion))
    return 'This is Gatehouse’s own broker. Opened by npm start it keeps accounts in memory only: they end with it, there is no file to choose, and nothing can be backed up before a batch. A broker that was given a file for its accounts writes it as Mosquitto does.';
  return 'On Debian the file is /var/lib/mosquitto/dynamic-security.json, or what plugin_opt_config_file names in mosquitto.conf. A page cannot fetch it, so no backup is made by itself, not before a batch either.';
}
