import { describe, expect, test } from 'vitest';

import { maskedText, maskJson, maskQuoting, maskText, mayHoldSecret } from './mask';

describe('secrets that other programs leave on the broker are hidden', () => {
  test.each([
    ['a keypad entry', { action: 'disarm', action_code: '1234' }],
    ['a PIN that is being set', { pin_code: { user: 3, pin_code: '0912' } }],
    ['a PIN sent as a number', { pin_code: { user: 3, pin_code: 1234 } }],
    ['codes read back', { users: { 3: { status: 'enabled', pin_code: '4821' } } }],
    ['an alarm code in a discovery document', { name: 'Alarm', code: '1234' }],
    ['a log-in in an option request', { options: { mqtt: { user: 'u', password: 'p1234' } } }],
    ['a Zigbee network key', { config: { advanced: { network_key: [1, 2, 1234] } } }],
    ['an echo of a Tasmota command', { MqttPassword: '1234secret' }],
    ['a camera address', { stream: 'rtsp://admin:1234@10.0.0.9/live' }],
    ['a camera address with a password that nobody escaped', { stream: 'rtsp://admin:Ab#c@1234@10.0.0.9:554/live' }],
    ['the address of a picture', { url: 'http://10.0.0.9/api.cgi?cmd=Snap&user=admin&password=1234&width=640' }],
    ['the address of a picture of an older camera', { url: 'http://10.0.0.9/s.cgi?loginuse=admin&loginpas=1234' }],
    ['an address with a token', { entity_picture: '/api/camera_proxy/camera.door?token=ab1234' }],
    ['names in one word', { wifiPassword: 'a1234' }],
    ['a token', { accessToken: '1234' }],
    ['a code that says of what', { lockCode: '1234' }],
    ['a code for a door', { passcode: '1234' }],
    ['a header', { Authorization: 'Basic YTox1234' }],
    ['a Wi-Fi key', { wifi: { ssid: 'home', psk: 'abc1234' } }],
    [
      'a line of a log that repeats what was published',
      { message: `MQTT publish: topic 'z/Door', payload '${JSON.stringify({ battery: 9, action_code: '1234' })}'` },
    ],
    ['a code in a template', { command_template: '{"action":"{{ value }}","code":"{{ 1234 }}","pin":"1234"}' }],
    ['a list in a line of a log', { message: '{"network_key":[1,2,1234],"channel":11}' }],
    ['a number in a line of a log', { message: "{'users': {'3': {'pin_code': 4821}}}" }],
  ])('%s', (_name, payload) => {
    const text = JSON.stringify(payload);
    expect(mayHoldSecret(text)).toBe(true);
    const { masked, found } = maskJson(payload);
    expect(found.length).toBeGreaterThan(0);
    expect(JSON.stringify(masked)).not.toMatch(/1234|0912|4821/);
    expect(JSON.stringify(masked)).toContain(maskedText);
  });

  test.each([
    ['a state', { state: 'LOCK', battery: 86, linkquality: 94 }],
    ['codes that are none', { error_code: 3, code_arm_required: true, keycode: 'a', expose_pin: false }],
    ['a code that was not told', { action_code: null, password: '' }],
    ['a code that was not told, in a line of a log', { message: '{"action_code":null,"password":"","code": true}' }],
    ['where a template puts a code', { command_template: '{ "action": "{{ action }}", "code": "{{ code }}"}' }],
    ['a code that another program asks for', { code: 'REMOTE_CODE_TEXT' }],
    ['an address without a password', { url: 'https://example.org/a:b@c' }],
    ['an address with harmless parameters', { url: 'http://10.0.0.9/s.cgi?errorCode=3&country_code=de&bypass=1#x=2' }],
    ['codes in one word that are none', { errorCode: 3, eventCode: 4, keyCode: 5, zipCode: '12345' }],
  ])('%s is left as it is', (_name, payload) => {
    const { masked, found } = maskJson(payload);
    expect(found).toEqual([]);
    expect(JSON.parse(JSON.stringify(masked))).toEqual(payload);
  });

  test('a key that could reach an object’s prototype stays a plain key', () => {
    const hostile: unknown = JSON.parse('{"__proto__": {"password": "1234"}}');
    const { masked } = maskJson(hostile);
    expect(({} as Record<string, unknown>)['password']).toBeUndefined();
    expect(JSON.stringify(masked)).not.toContain('1234');
  });

  test('what is hidden stays as it is when it is hidden again', () => {
    for (const text of ['ab://b:c@d@e', 'http://h/?x=1&password=a&token=b', 'rtsp://u:p@h/?psw=q']) {
      const once = maskText(text);
      expect(once).not.toBe(text);
      expect(maskText(once)).toBe(once);
    }
  });

  test('of a text that quotes a document the rest stands as it was, hidden once and again', () => {
    const line = `stat/lamp/RESULT = {"MqttPassword":"hunter2", "Power": "ON", 'pin': 'it\\'s', "code": 12}`;
    const hidden = `stat/lamp/RESULT = {"MqttPassword":"•••", "Power": "ON", 'pin': '•••', "code": "•••"}`;
    for (const text of [line, hidden]) expect(maskQuoting(text, new Set())).toBe(hidden);
    const found = new Set<string>();
    maskQuoting(line, found);
    expect([...found]).toEqual(['MqttPassword', 'pin', 'code']);
  });

  test('a text of nothing but quotes takes no longer than its length', () => {
    const began = performance.now();
    for (const piece of ['"code":"', '"code":[', '"a":', '\\"', "'pin':'\\"])
      maskQuoting(piece.repeat(30_000), new Set());
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  test('nor does an address of nothing but colons', () => {
    const began = performance.now();
    expect(mayHoldSecret(`://${'as:'.repeat(60_000)}`)).toBe(false);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  test('in plain text only the password of an address is hidden', () => {
    expect(maskText('see mqtt://owner:hunter2@broker:1883 now')).toBe(`see mqtt://owner:${maskedText}@broker:1883 now`);
  });
});
