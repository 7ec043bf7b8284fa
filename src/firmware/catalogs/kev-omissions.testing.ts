/** `makers`, and `products` as CISA writes them; absent: all of theirs. */
export type KevOmission = {
  readonly why: string;
  readonly makers: readonly string[];
  readonly products?: readonly string[];
};

const each = (names: string) => names.split('|');

/**
 * What of CISA's list concerns no device of a home, each with why: all of a maker's, or some products of one that makes such devices
 * too. Ours is the rest, so an entry of a maker who stands nowhere wants somebody to decide.
 */
export const kevOmissions: readonly KevOmission[] = [
  {
    why: 'phones, tablets and computers, and parts of them: they are looked after by their own system, and speak for no home',
    makers: each(
      'AMI|Android|Arm|Code Aurora|Dell|GIGABYTE|MediaTek|Meta Platforms|Qualcomm|SIMalliance|TeleMessage|Twilio',
    ),
  },
  {
    why: 'firewalls, gateways, switches and remote access of offices',
    makers: each(
      'Array Networks|Aviatrix|Barracuda Networks|Broadcom|Check Point|Citrix|F5|FatPipe|Fortinet|Ivanti|' +
        'Juniper|Palo Alto Networks|Pulse Secure|SonicWall|Sophos|Versa|WatchGuard',
    ),
  },
  {
    why: 'machines of works, studios and telephone exchanges, and the programs that run them',
    makers: each(
      'Alcatel|Audinate|Delta Electronics|InduSoft|Justice AV Solutions|SolarView|Sumavision|Sunhillo|' +
        'Trihedral|Unitronics|ZKTeco',
    ),
  },
  {
    why: 'libraries and protocols in devices of makers whom CISA does not name',
    makers: each(
      'Artifex|Embedthis|FreeType|GNU|IETF|ImageMagick|Linux|OpenSSL|Perl|Samba|Sudo|Treck TCP/IP stack|WebRTC',
    ),
  },
  {
    why: 'programs on computers and servers: what runs there is updated there, and is told by nobody over MQTT',
    makers: each(
      '7-Zip|Accellion|Acclaim Systems|Acronis|Adobe|Advantive|Apache|Arcserve|Atlassian|BeyondTrust|BQE|' +
        'Cacti|ChakraCore|Checkbox|Cleo|Commvault|ConnectWise|Craft CMS|CrushFTP|CWP|CyberPersons|Docker|' +
        'dotCMS|DotNetNuke (DNN)|Drupal|Elastic|Erlang|Exim|EyesOfNetwork|ForgeRock|Fortra|Fuel CMS|Git|GitLab|' +
        'Gladinet|Grafana Labs|Hewlett Packard (HP)|Hitachi Vantara|IBM|Ignite Realtime|Jenkins|JetBrains|' +
        'Joomla!|JQuery|Kaseya|Kentico|Kingsoft|Langflow|Laravel|Liferay|Looking Glass|McAfee|MDaemon|Metabase|' +
        'Micro Focus|Microsoft|MinIO|MongoDB|Mozilla|N-able|Nagios|NAKIVO|Netwrix|NextGen Healthcare|' +
        'North Grid|Nostromo|Novi Survey|Npm package|October CMS|OpenBSD|Oracle|OSGeo|ownCloud|Paessler|' +
        'PaperCut|PEAR|PHP|PHP Group|phpMyAdmin|PHPUnit|PlaySMS|Plex|Primetek|Progress|ProjectSend|Qlik|' +
        'Qualitia|Quest|Rails|RARLAB|rConfig|Red Hat|Redis|Rejetto|reviewdog|Roundcube|SaltStack|SAP|' +
        'ScienceLogic|ServiceNow|SimpleHelp|Sitecore|SolarWinds|Sonatype|Spreadsheet::ParseExcel|Srimax|' +
        'SugarCRM|Symantec|Synacor|SysAid|TeamViewer|Teclib|Telerik|ThinkPHP|TIBCO|tj-actions|Trend Micro|' +
        'Trimble|vBulletin|Veeam|Veritas|VMware|VMware Tanzu|Wazuh|WebKitGTK|Webmin|Wing FTP Server|WordPress|' +
        'WSO2|XStream|Yiiframework|Zabbix|ZK Framework|Zoho',
    ),
  },
  {
    why: 'routers, switches and firewalls of providers and offices, and programs',
    makers: each('Cisco'),
    products: each(
      'Identity Services Engine|Smart Licensing Utility|Adaptive Security Appliance (ASA)|' +
        'Adaptive Security Appliance (ASA) and Firepower Threat Defense (FTD)|NX-OS|Cisco IOS XE Web UI|' +
        'IOS XE Web UI|IOS and IOS XE|Adaptive Security Appliance and Firepower Threat Defense|IOS|' +
        'IOS, IOS XR, and IOS XE|IOS and IOS XE Software|AnyConnect Secure|IOS XR|' +
        'Secure Access Control System (ACS)|Prime Data Center Network Manager (DCNM)|IOS Software|' +
        'IOS, XR, and XE Software|IOS XE Software|IOS Software and Cisco IOS XE Software|' +
        'Catalyst 4500 Series Switches and Cisco Catalyst 4500-X Series Switches|IOS software|' +
        'Catalyst 6800 Series Switches|HyperFlex HX',
    ),
  },
  {
    why: 'telephone exchanges of offices',
    makers: each('Mitel'),
    products: each('MiCollab|MiVoice Connect|MiCollab, MiVoice Business Express'),
  },
  {
    why: 'libraries in devices of makers whom CISA does not name',
    makers: each('Realtek'),
    products: each('SDK|Jungle Software Development Kit (SDK)'),
  },
  {
    why: 'a program that manages routers, on a computer',
    makers: each('DrayTek'),
    products: each('VigorConnect'),
  },
  {
    why: 'telephones, and a program that feeds screens in shops',
    makers: each('Samsung'),
    products: each('MagicINFO 9 Server|Mobile Devices'),
  },
  {
    why: 'telephones, and a browser',
    makers: each('Google'),
    products: each(
      'Chromium|Chromium V8|Chromium Mojo|Chromium WebRTC|Chromium Skia|Chromium libvpx|Chromium WebP|' +
        'Chromium Network Service|Chromium GPU|Chromium Intents|Chromium PopupBlocker|Chrome Blink|' +
        'Chrome WebAudio|Pixel|Chromium Animation|Chrome Media|Chrome for Android UI|Chrome FreeType|Chrome|' +
        'Chromium Indexed DB API|Chromium Portals|Chromium WebGL|Chromium Blink',
    ),
  },
  {
    why: 'telephones, watches and computers, which speak for no home',
    makers: each('Apple'),
    products: each(
      'iOS, iPadOS, and macOS|Multiple Products|iOS and iPadOS|iOS, iPadOS, and watchOS|macOS|iOS|' +
        'iOS, macOS, watchOS|iOS and macOS|OS X',
    ),
  },
  {
    why: 'a program that manages telephones, on a server',
    makers: each('Yealink'),
    products: each('Device Management'),
  },
  {
    why: 'machines of works',
    makers: each('Siemens'),
    products: each('SIMATIC CP'),
  },
  {
    why: 'computers and their drivers',
    makers: each('Intel'),
    products: each(
      'Ethernet Diagnostics Driver for Windows|' +
        'Active Management Technology (AMT), Small Business Technology (SBT), and Standard Manageability',
    ),
  },
];
