import assert from 'node:assert/strict';
import { isGuessable, isLiteralSecret, isSecret, secretsIn } from '../../../server/src/facts/credential/secret';

describe('names of secrets', () => {
  const secrets = [
    'SA_PASSWORD',
    'SERVER_PASSWORD',
    'USER_PASSWORD',
    'REGISTRY_PASSWORD',
    'DOMAIN_ADMIN_PASSWORD',
    'serviceAccountPassword',
    'KEYSTORE_PASSWORD',
    'VAULT_PASSWORD',
    'DB_PASSWORD2',
    'PasswordText',
    'SECRET_KEY_BASE',
    'ClientSecret',
  ];
  for (const name of secrets) it(name, () => assert.ok(isSecret(name, 'Tr0ub4dor3')));

  const others = [
    'PASSWORD_FILE',
    'PasswordServer',
    'PASSWORD_POLICY',
    'SECRET_NAME',
    'SUPER_SECRET_CANARY',
    'SECRET_NAMESPACE',
    'TOKEN_URL',
    'KEYVAULT_SECRET',
    'secret_name_windows_password',
    'secretIdAdminPassword',
    'ssm_parameter_name_db_password',
    'imagePullSecret',
    'ALLOW_EMPTY_PASSWORD',
    'PUBLIC_KEY',
    'RegistryKey',
    'MONKEY',
    'CREDENTIAL_LOGIN_META2',
    'ResetPasswordSource',
    '-w /etc/passwd -p wa -k identity',
    'password substack system-auth',
  ];
  for (const name of others) it(`not ${name}`, () => assert.ok(!isSecret(name, 'Tr0ub4dor3')));

  it('asks more of ambiguous ones', () => {
    assert.ok(!isSecret('SERVER_KEY', 'primary'));
    assert.ok(isSecret('SERVER_KEY', 'a8f5f167f44f4964e6c998dee827110c'));
    assert.ok(!isSecret('PublicKeyToken', 'b77a5c561934e089'));
    assert.ok(!isSecret('SORT_KEY', 'a8f5f167f44f4964e6c998dee827110c'));
  });

  it('takes tokens of those who may do all for passwords', () => {
    assert.ok(isSecret('adminToken', 'demo-admin-2024'));
    assert.ok(isSecret('devRootToken', 'root-token-1234'));
    assert.ok(!isSecret('adminToken', 'admin-token'));
    assert.ok(!isSecret('CI_TOKEN', 'demo-admin-2024'));
  });

  it('is none that another program calls so', () => {
    assert.ok(!isSecret('SUMO_PROXY_PASSWORD', 'proxyPassword'));
    assert.ok(!isSecret('clientSecret', '3c4f...'));
    assert.ok(!isSecret('PasswordChangeable', 'TRUE,PasswordExpires=TRUE'));
    assert.ok(isSecret('SUMO_PROXY_PASSWORD', 'proxyPassword1'));
    assert.ok(!isSecret('WEBHOOK_SECRET', 'elastic-webhook-server-cert'));
    assert.ok(!isSecret('DB_PASSWORD', 'KipTT1BTKio='));
    assert.ok(!isSecret('acrsecret', 'k8sexamplesacrauth'));
    assert.ok(!isSecret('REGISTRY_SECRET', 'regcred'));
    assert.ok(isSecret('REGISTRY_SECRET', 'Xk29-fQz81kLm'));
    assert.ok(isSecret('WEBHOOK_SECRET', 'shop-webhook-2f81c'));
    assert.ok(!isSecret('KEYCLOAK_ADMIN_PASSWORD_KEY', 'password'));
    assert.ok(isSecret('S3_SECRET_KEY', 'minioadmin'));
    assert.ok(isSecret('MYSQL_PASSWORD', 'mysqlroot'));
  });
});

describe('texts that are no secrets', () => {
  const texts = [
    '',
    '***',
    '00000000',
    '$(hub-password)',
    '${{ secrets.X }}',
    '$[variables.x]',
    '#{Octopus.Pw}',
    '<pw>',
    'FILL_ME_IN',
    'VALUE_SPECIFIED_IN_PARAMETER',
    'var.admin_password',
    'userPassword',
    '[Type]::Missing',
  ];
  for (const text of texts) it(text, () => assert.ok(!isLiteralSecret(text)));
});

describe('private keys', () => {
  const begin = '-----BEGIN RSA PRIVATE KEY-----';
  const body = 'MIIEowIBAAKCAQEAvVSDc0kMNk';
  const keys = [`${begin}\n${body}`, `${begin}\\n${body}`, `${begin} ${body}`, `${begin}\nProc-Type: 4,ENCRYPTED\n`];
  for (const text of keys) it(JSON.stringify(text), () => assert.equal(secretsIn(text).length, 1));

  const others = [begin, `${begin}\n`, `${begin}\n$body`, `${begin}\n-----END RSA PRIVATE KEY-----`, `${begin}\n...\n`];
  for (const text of others) it(`not ${JSON.stringify(text)}`, () => assert.deepEqual(secretsIn(text), []));
});

describe('connection strings', () => {
  const texts = ['Server=db;Password=Pass@word', 'Data Source=db; pwd = Tr0ub4dor(3)'];
  for (const text of texts) it(text, () => assert.equal(secretsIn(text).length, 1));

  const others = ['Password = ConvertToString(password);', 'string password = null, string user = null', 'pwd=$(pwd)'];
  for (const text of others) it(`not ${text}`, () => assert.deepEqual(secretsIn(text), []));
});

describe('what is no secret itself', () => {
  const others = [
    '~',
    '**SOPS**',
    'admin:$apr1$2B099XuB$WUeg1DJSlpTFVGhNQfWj3.',
    '$2a$12$kSGJxCmRG9WUvFHEYvtbDe3NXdPrfBCwjdXx1hZzP8Ts7erBWrVU',
    '$$2y$$05$$kSGJxCmRG9WUvFHEYvtbDe3NXdPrfBCwjdXx1hZzP8Ts7erBWrVU',
    'admin:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=',
  ];
  for (const value of others) it(value, () => assert.ok(!isSecret('ADMIN_PASSWORD', value)));
  for (const value of ['$1abc!', '*secret', 'P@$$w0rd', 'a~b~c123']) {
    it(`but ${value}`, () => assert.ok(isSecret('ADMIN_PASSWORD', value)));
  }

  it('a hash rocket is no sign of a connection string', () => {
    assert.deepEqual(secretsIn('user => "x"\npassword => "${ES_PASSWORD}"'), []);
    assert.equal(secretsIn('Server=db;Password=Tr0ub4dor3').length, 1);
  });

  it('what asks to be changed is guessed first', () => {
    for (const it of ['changeme', 'change_me', 'change-it', 'Change-Me!']) assert.ok(isGuessable(it), it);
    assert.ok(!isGuessable('exchange_me'));
  });
});
