/** Where a program takes a secret on its command line. */
export interface SecretOption {
  readonly program: RegExp;
  /** The words before, lower case, where only a subcommand takes it: `login`. */
  readonly with?: readonly string[];
  /** `-p secret` or `--password=secret`; compared as written, since `-P` and `-p` differ. */
  readonly options?: readonly string[];
  /** `/pass:secret`; lower case. */
  readonly prefixes?: readonly string[];
  /** `-psecret`. */
  readonly glued?: readonly string[];
  /** `user:secret` after the option. */
  readonly pair?: true;
}

/** Each from the reference of its program: windowsserverdocs windows-commands, docs of sqlcmd, docker, az, mysql, curl, nuget. */
export const SECRET_OPTIONS: readonly SecretOption[] = [
  { program: /^cmdkey$/, prefixes: ['/pass:', '/p:', '-pass:'] },
  { program: /^(sqlcmd|osql|bcp)$/, options: ['-P'], glued: ['-P'] },
  { program: /^sqlpackage$/, prefixes: ['/sourcepassword:', '/targetpassword:', '/sp:', '/tp:'] },
  { program: /^mysql(admin|dump|import)?$/, options: ['--password'], glued: ['-p'] },
  { program: /^(docker|podman|nerdctl|helm|oras|crane|skopeo)$/, with: ['login'], options: ['-p', '--password'] },
  { program: /^az$/, with: ['login'], options: ['-p', '--password'] },
  {
    program: /^az$/,
    options: [
      '--admin-password',
      '--client-secret',
      '--docker-registry-server-password',
      '--account-key',
      '--sas-token',
    ],
  },
  { program: /^azcmagent$/, options: ['--service-principal-secret', '--access-token'] },
  { program: /^psexec(64)?$/, options: ['-p'] },
  { program: /^winrs$/, prefixes: ['-p:', '/p:', '-password:', '/password:'] },
  { program: /^wmic$/, prefixes: ['/password:'] },
  { program: /^schtasks$/, options: ['/rp', '/RP', '/p', '/P'] },
  { program: /^netdom$/, prefixes: ['/passwordd:', '/pd:', '/passwordo:', '/po:'] },
  { program: /^ktpass$/, options: ['/pass', '-pass'] },
  { program: /^certutil$/, options: ['-p'] },
  { program: /^signtool$/, options: ['/p'] },
  { program: /^curl$/, options: ['-u', '--user', '--proxy-user'], pair: true },
  { program: /^wget$/, options: ['--password', '--http-password'] },
  { program: /^nuget$/, options: ['-ApiKey', '-apikey', '-Password', '-password'] },
  { program: /^dotnet$/, with: ['nuget'], options: ['-k', '--api-key', '--password'] },
  { program: /^choco$/, options: ['--api-key', '--password', '-p'] },
  { program: /^(pscp|plink|putty|sshpass)$/, options: ['-pw', '-p'] },
  { program: /^vault$/, with: ['login'], options: ['-token'] },
];
