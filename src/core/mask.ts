import { limits } from './limits';

/** What stands where a secret stood. */
export const maskedText = '•••';

/**
 * Key names that hold a secret in the conventions in real use (CONVENTIONS.md, "every convention leaks something"):
 * PIN and alarm codes, user codes, log-in and Wi-Fi passwords, keys and tokens.
 */
const secretKey =
  /^(?:.*_)?(?:password\d?|passwd|passphrase|passcode|pass|pwd|psk|secret|token|api_?key|network_?key|ext_pan_id_key|private_?key|pin|pin_?codes?|action_code|user_?codes?|disarm_?code|alarm_?code|access_?code|code|mqttpass(?:word)?\d?|mqtt_?password\d?|web_?password\d?|ap_?password|wifi_?key|wpa\d?_?psk|ha1|totp|authorization)$/i;
/** The same in one word of several: `wifiPassword`, `accessToken`. A code is one only where it says of what, unlike `errorCode`. */
const joinedKey =
  /[a-z\d](?:Password|Passwd|Passphrase|Passcode|Pwd|Psk|Secret|Token)\d?$|(?:[aA]ccess|[dD]oor|[eE]ntry|[gG]uest|[kK]eypad|[lL]ock|[mM]aster|[sS]ecurity)Code$/;

/** Keys whose name ends like a secret's but whose value is none. */
const harmlessKey =
  /^(?:.*_)?(?:error_?code|status_?code|reason_?code|country_?code|key_?code|zip_?code|postal_?code|language_?code|color_?code|expose_pin|code_arm_required|code_disarm_required|code_trigger_required|code_format)$/i;

/**
 * `user:password@` inside a URL (RFC 3986 §3.2.1), up to the last @ before the path: people write their passwords there as they
 * are, with every @ and # in them.
 */
const urlPassword = /\b([a-z][a-z0-9+.-]{1,15}:\/\/)([^\s/?#@:"]*):([^\s/?"]+)@/gi;
/** `…?user=admin&password=…`, as cameras take it for a picture */
const urlParameter = /([?&])([\w-]{1,32})=([^\s&#;"'<>]+)/g;
/** what some cameras call theirs, and nobody else anything */
const cameraKey = /^(?:login_?pas|psw)$/i;

/** anybody may write a message of megabytes: each part ends where the next begins, or looking takes the square of its length */
const hint = /pas|pwd|ps[kw]|secret|token|key|pin|code|ha1|totp|authoriz|:\/\/[^\s/":]*:[^\s/"]*@/i;

/** Cheap: false means that `maskJson` and `maskText` would find nothing in this text. */
export function mayHoldSecret(text: string): boolean {
  return hint.test(text);
}

/** Is what stands under this name a secret: a key of JSON, or a level of a topic? */
export function isSecretKey(key: string): boolean {
  return (secretKey.test(key) && !harmlessKey.test(key)) || joinedKey.test(key);
}

/** Text outside JSON: passwords in URLs, before the host and among the parameters. */
export function maskText(text: string): string {
  return text
    .replace(urlPassword, `$1$2:${maskedText}@`)
    .replace(urlParameter, (whole, sign: string, name: string) =>
      isSecretKey(name) || cameraKey.test(name) ? `${sign}${name}=${maskedText}` : whole,
    );
}

/** `"pin_code":"1234"`, where a text quotes a document; each part is bounded, so that no text takes long */
const quoted =
  /(["'])([\w-]{1,40})\1(\s{0,8}:\s{0,8})("(?:[^"\\]|\\.){1,8192}"|'(?:[^'\\]|\\.){1,8192}'|\[[^[\]{}]{1,512}\]|[^\s"',;&{}[\]]{1,512})/g;
/** `{{ code }}` is where a template puts one (home-assistant.io/integrations/alarm_control_panel.mqtt, `command_template`) */
const noValue = /^["']?(?:null|true|false|\*+|•+|\{\{ ?[a-z][\w.| ]*\}\})["']?$/;

/**
 * The same in a text that may quote a document, as the line of a log that repeats what was published; `found` gains the names
 * of what held a secret.
 */
export function maskQuoting(text: string, found: Set<string>): string {
  const clean = maskText(text);
  if (clean !== text) found.add('url');
  return clean.replace(quoted, (whole, quote: string, key: string, colon: string, value: string) => {
    if (!isSecretKey(key) || noValue.test(value)) return whole;
    found.add(key);
    return `${quote}${key}${quote}${colon}${quote}${maskedText}${quote}`;
  });
}

/** Nothing was told there: null, empty, a flag, asterisks or another stand-in that the publisher put in itself. */
function holdsNothing(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === '' ||
    typeof value === 'boolean' ||
    (typeof value === 'string' && /^(?:\*+|•+|<hidden>|GENERATE|REMOTE_CODE(?:_TEXT)?)$/i.test(value))
  );
}

/**
 * A copy of parsed JSON in which every secret is `•••`, and the names of the keys that held one.
 * A secret key that holds an object or a list has every leaf below it masked (`pin_code: {user, pin_code}` keeps its
 * shape: only what is itself named as a secret, or a bare leaf, is hidden).
 */
export function maskJson(value: unknown): { readonly masked: unknown; readonly found: readonly string[] } {
  const found = new Set<string>();
  const masked = mask(value, 0, found);
  return { masked, found: [...found] };
}

function mask(value: unknown, depth: number, found: Set<string>): unknown {
  if (typeof value === 'string') return maskQuoting(value, found);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= limits.jsonDepth) return maskedText;
  if (Array.isArray(value)) return value.map((item) => mask(item, depth + 1, found));
  const copy: Record<string, unknown> = Object.create(null);
  for (const [key, item] of Object.entries(value)) {
    copy[key] = isSecretKey(key) && isLeafSecret(item) ? hide(key, found) : mask(item, depth + 1, found);
  }
  return copy;
}

/** Lists of leaves (a Zigbee network key is a list of 16 numbers) are one secret; objects are looked into. */
function isLeafSecret(item: unknown): boolean {
  if (holdsNothing(item)) return false;
  if (Array.isArray(item)) return item.length > 0 && item.every((part) => typeof part !== 'object');
  return typeof item !== 'object';
}

function hide(key: string, found: Set<string>): string {
  found.add(key);
  return maskedText;
}
