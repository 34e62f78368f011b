/** Words of names that hold secrets. Source: moby/buildkit `frontend/dockerfile/linter`, SecretsUsedInArgOrEnv. */
const secretWords: ReadonlySet<string> = new Set([
  'apikey',
  'auth',
  'credential',
  'credentials',
  'key',
  'password',
  'pword',
  'passwd',
  'secret',
  'token',
  // Further spellings that Windows images use.
  'pass',
  'passphrase',
  'passwort',
  'pwd',
  'pw',
  'sapwd',
  'accesskey',
  'secretkey',
]);

/** Words that, behind the one for a secret, make the name one of something about it: its file, its length, its user. */
const aspects: ReadonlySet<string> = new Set(
  (
    'canary file files version path dir directory folder location url uri endpoint host server port name names id ids user ' +
    'username type kind algorithm length size count min max minimum maximum policy expiry expires expired expiration age changeable ' +
    'timeout ttl store provider header mode method scheme enabled disabled required allowed prefix suffix format ' +
    'fingerprint thumbprint checksum sha sha1 sha256 sha512 md5 hash issuer audience realm domain vault registry ' +
    'plugin service cache reference ref namespace env environment var variable arn pattern regex rotation interval ' +
    'days hours retry retries attempts label title hint field column parameter param prompt manager group role scope ' +
    'scopes class generator validator reset complexity history color colour foreground message authentication authorization ' +
    'meta metadata source'
  ).split(' '),
);

/** Words that, before the one for a secret, say that it is none: switches about it, and who is known to have one. */
const switches: ReadonlySet<string> = new Set(
  'public no without use allow enable disable require bypass min max minimum maximum show hide with'.split(' '),
);

/** Words before `secret` that make it one that has a name: `KEYVAULT_SECRET`, `IMAGE_PULL_SECRET`. */
const namedSecrets: ReadonlySet<string> = new Set('vault keyvault pull existing kube k8s kubernetes'.split(' '));

/** Words before `key`, `token` or `auth` that make a harmless thing of it: `SORT_KEY`, `RegistryKey`, `PublicKeyToken`. */
const qualifiers: ReadonlySet<string> = new Set(
  (
    'sort primary foreign partition cache registry reg hive gpg pgp hash checksum sha sha1 sha256 md5 type file path ' +
    'name id url format prefix policy provider store header mode method license licence product telemetry instrumentation'
  ).split(' '),
);

/** Words before `key` that make it the name of an entry of a secret. */
const entryWords: ReadonlySet<string> = new Set(['password', 'passwd', 'token', 'username']);

/** What secrets with certificates are called in a cluster. */
const certificateName = /^[a-z\d]+(?:-[a-z\d]+)*-(?:certs?|tls|ca)$/;

/** Secrets of a cluster that hold what a registry is given, which have names as well. */
const registrySecret = /(?:^|_)(?:acr|ecr|gcr|registry|image)_?secrets?$/i;
const plainName = /^[a-z][a-z\d-]*$/;

/** Words so common in other senses that the value has to look like a secret as well. */
const ambiguousWords: ReadonlySet<string> = new Set(['auth', 'key', 'token', 'pass', 'pwd', 'pw']);

/** Those of them that mean a password when the value is one that people choose. */
const shortForms: ReadonlySet<string> = new Set(['pass', 'pwd', 'pw']);

/** Words before `token` that say whose: such a token is a password by another name. */
const owners: ReadonlySet<string> = new Set(['admin', 'master', 'root', 'superuser']);

const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter(Boolean);

const isSecretWord = (word: string): boolean =>
  secretWords.has(word) || /(?:password|passwd|secret|apikey)$/.test(word.replace(/\d+$/, ''));

const isAspect = (word: string): boolean => aspects.has(word) || aspects.has(word.replace(/\d+$/, ''));

/**
 * Whether a variable or parameter of that name, set to that text, keeps a secret in the file. The last word of a name is
 * the thing, those before it say whose: `SERVER_PASSWORD` is a password, `PASSWORD_SERVER` a server. Lines of
 * configuration are no names.
 */
export function isSecret(name: string, value: string): boolean {
  if (/[=/]|\s\S+\s/.test(name)) return false;
  const words = wordsOf(name);
  const last = words.findLastIndex(isSecretWord);
  if (last < 0 || !isLiteralSecret(value)) return false;
  const before = words.slice(0, last);
  if (words.slice(last + 1).some(isAspect) || before.some(it => switches.has(it))) return false;
  // `secret_name_db_password` is the name that a vault keeps the password by.
  if (
    /(?:^|_)(?:secret|vault|ssm|parameter)_?(?:name|id|path|arn|ref)_/i.test(name.replace(/([a-z\d])([A-Z])/g, '$1_$2'))
  ) {
    return false;
  }
  // A vault and a cluster are asked for a secret by name: `WEBHOOK_SECRET=webhook-server-cert`.
  if (words[last] === 'secret' && (before.some(it => namedSecrets.has(it)) || certificateName.test(value)))
    return false;
  if (registrySecret.test(name) && plainName.test(value)) return false;
  // So is an entry of a secret: `DB_PASSWORD_KEY=password`.
  if (words[last] === 'key' && entryWords.has(before.at(-1) ?? '')) return looksRandom(value);
  if (words.some(it => isSecretWord(it) && !ambiguousWords.has(it))) return true;
  if (before.some(it => qualifiers.has(it))) return false;
  const isPassword = shortForms.has(words[last]!) || (words[last] === 'token' && owners.has(before.at(-1) ?? ''));
  return looksRandom(value) || (isPassword && looksChosen(value));
}

/** Texts that stand where a secret could, but are none. */
const noSecret: readonly RegExp[] = [
  /^[\s_*.x~-]*$/i,
  /^(.)\1+$/,
  // What other tools put there: `**SOPS**`, in base64 as well.
  /^(?:\*+\w+\*+|KipTT1BTKio=)$/,
  // What a password is checked against, as crypt(3) and htpasswd write it: `admin:$apr1$...`, `$2a$10$...`, `{SHA}...`.
  /^(?:[\w.@-]+:)?(?:\${1,2}(?:apr1|[1567y]|2[abxy]|argon2\w*|pbkdf2[\w-]*)\$|\{S?SHA\d*\})/,
  /^(?:true|false|yes|no|on|off|none|null|nil|undefined|default|auto|optional|required|disabled|enabled|\d{1,3})$/i,
  // References and placeholders, those of pipelines and deployment tools among them: `$(name)`, `$[name]`, `#{name}`.
  // A lone dollar is part of a password: `P@$$w0rd`.
  /^\$[\w:.]+$|\$[A-Z_]{3}|\$[({[]|#\{|%\w+%|\{\{|@@|<[^>]*>|^\[.*\]$|^__.*__$/,
  /^(?:var|local|module|params?|parameters|variables|secrets|env|process\.env)\.[\w.]+$|^[A-Z]{2,}(?:_[A-Z]+){2,}$/,
  /^(?:your|my|fill|replace|insert|enter|set|todo|tbd|placeholder|redacted)(?:[-_ .]|$)/i,
  // Paths, files and addresses.
  /^(?:[a-z]:[\\/]|\\\\|\.{0,2}\/|~\/)|^(?:hklm|hkcu|hkey_\w+|cert|env):?\\/i,
  /\.(?:pfx|pem|key|crt|cer|txt|json|xml|ya?ml|env|config|p12)$/i,
  /^(?:https?|ftp|tcp|npipe):\/\/[^@]*$/i,
  /^v?\d+(?:\.\d+)+$/,
  // Cut short: `3c4f...`.
  /(?:\.{3,}|…)$/,
  // What another program or language calls it: `proxyPassword`, `[Type]::Missing`.
  /^[a-z]+(?:[A-Z][a-z]+)*(?:Password|Secret|Token|Key)$|^\[[\w.]+\]::\w+$/,
];

/** Texts that stand where a password must, and are none. */
export const isStandIn = (value: string): boolean =>
  /^(?:.|dummy|fake|none|empty|blank|unused|notused|ignored?|anything|whatever|value|na|n\/a|(?:private|protected)SettingsRef:.*)$/i.test(
    value,
  );

/** Whether a text can be a secret at all: not empty, no reference, placeholder, path, address or version. */
export const isLiteralSecret = (value: string): boolean => !noSecret.some(it => it.test(value.trim()));

/** Long, and letters and digits mixed; the fingerprint of a public key is none. */
const looksRandom = (value: string): boolean =>
  /^[\w+/=.~!@#^&*-]{12,}$/.test(value) &&
  /\d/.test(value) &&
  /[a-z]/i.test(value) &&
  !/^[0-9a-f]{40}$/i.test(value) &&
  // Nor are words joined by signs, and paths.
  !/^(?:[a-z]+\d{0,3}[_./-]+)+\.?[a-z\d]+$/.test(value);

/** Letters, and digits or signs among them: what rules for passwords ask for. */
const looksChosen = (value: string): boolean =>
  /^\S{6,}$/.test(value) && /[a-z]/i.test(value) && /[\d!@#$%^&*]/.test(value);

/** What is left of the passwords that everyone tries, when digits, signs and look-alikes are undone. */
const commonPasswords: ReadonlySet<string> = new Set(
  'password pass passwd passwort admin administrator root changeme changeit secret test letmein welcome qwerty guest sa docker demo default user sitecore vagrant ansible packer'.split(
    ' ',
  ),
);

/** Whether a password is in every list of default passwords: `P@ssw0rd123`, `admin`. */
export function isGuessable(value: string): boolean {
  const plain = value
    .toLowerCase()
    .replace(/[\d!.?#*_-]+$/, '')
    .replace(/^change[_ -](me|it)$/, 'change$1');
  const letters = plain.replace(/@/g, 'a').replace(/0/g, 'o').replace(/\$/g, 's').replace(/1/g, 'l').replace(/3/g, 'e');
  return /^\d{1,8}$/.test(value) || commonPasswords.has(plain) || commonPasswords.has(letters);
}

/** A secret inside a text, at `[start, end)` of it. */
export interface EmbeddedSecret {
  readonly form: 'connection string' | 'url' | 'token' | 'private key';
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const embedded: readonly { readonly form: EmbeddedSecret['form']; readonly pattern: RegExp }[] = [
  {
    form: 'connection string',
    pattern:
      /(?<=(?:^|[;"'\s]))(?<name>password|pwd|accountkey|sharedaccesskey|sharedaccesssignature)\s*=(?!>)\s*(?<secret>[^;"'\s]+)/gi,
  },
  {
    form: 'url',
    pattern:
      /\b(?:https?|ftp|amqps?|mongodb(?:\+srv)?|postgres(?:ql)?|redis):\/\/(?<name>[^\s:@/?#]+):(?<secret>[^\s@/?#]+)@/gi,
  },
  // Formats that their issuers document: GitHub, GitLab, npm, Azure DevOps-like, Slack, AWS, JSON web tokens.
  {
    form: 'token',
    pattern:
      /(?<![\w-])(?<secret>gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{60,}|glpat-[\w-]{20,}|npm_[A-Za-z0-9]{36}|xox[baprs]-[\w-]{10,}|AKIA[0-9A-Z]{16}|eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,})(?![\w-])/g,
  },
  // The first line alone is no key.
  {
    form: 'private key',
    pattern:
      /(?<secret>-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----)(?=(?:\s|\\[nr]|`[nr])*(?:Proc-Type|[A-Za-z\d+/=]{16}))/g,
  },
];

/** Without any of these no pattern above can match: most texts are done with one look. */
const sign =
  /password|pwd|accountkey|sharedaccess|:\/\/|gh[pousr]_|github_pat_|glpat-|npm_|xox[baprs]-|AKIA|-----BEGIN|eyJ/i;

/** The secrets that a text shows by its own form: connection strings, addresses with a password, tokens, keys. */
export function secretsIn(text: string): readonly EmbeddedSecret[] {
  if (!sign.test(text)) return [];
  return embedded.flatMap(({ form, pattern }) =>
    [...text.matchAll(pattern)].flatMap(match => {
      const { name = form, secret = '' } = match.groups ?? {};
      const start = match.index + match[0].lastIndexOf(secret);
      // `password = null, string x`, `Password = Decode(text)`: code of another language.
      const isCode = form === 'connection string' && /^[a-z_.]+\(|^null\b/i.test(secret);
      const isReal = form === 'private key' || (!isCode && isLiteralSecret(secret));
      return isReal ? [{ form, name, start, end: start + secret.length }] : [];
    }),
  );
}
