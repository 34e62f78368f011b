import { defineRule, examples } from '../rule';

const pod = (user: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  securityContext:\n    windowsOptions:\n      runAsUserName: ${user}\n  containers:\n  - name: web\n    image: web:1\n`;

/**
 * What is wrong with a name, by the rules of the API server.
 * Source: kubernetes pkg/apis/core/validation `validateWindowsSecurityContextOptions`.
 */
function faultOf(name: string): string | undefined {
  if (name === '') return 'is empty';
  if (/[\x00-\x1f\x7f]/.test(name)) return 'holds a control character';
  const parts = name.split('\\');
  if (parts.length > 2) return 'has more than one backslash';
  const user = parts.at(-1)!;
  const domain = parts.length === 2 ? parts[0]! : undefined;
  if (user === '') return 'names no user behind its domain';
  if (user.length > 104) return 'has a user longer than 104 characters';
  if (/^[. ]+$/.test(user)) return 'has a user of nothing but dots and blanks';
  const wrong = /["/:;|=,+*?<>@[\]]/.exec(user);
  if (wrong) return `has \`${wrong[0]}\` in its user, which is written \`DOMAIN\\USER\``;
  if (domain === undefined) return undefined;
  if (domain.length >= 256) return 'has a domain of more than 255 characters';
  const isDomain = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/.test(domain) || dns.test(domain);
  return isDomain ? undefined : 'has a domain that is neither a NetBIOS nor a DNS name';
}

const dns = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i;

export default defineRule({
  name: 'kubernetes/user-name-not-accepted',
  title: 'The account of a Windows container cannot be one',
  severity: 'low',
  confidence: 'high',
  cwe: [1173],
  tags: ['kubernetes', 'windows'],
  fixable: 'safe',
  messages: {
    misread:
      '`{escape}` in double quotes is an escape and no backslash: the account that is meant is not the one that is asked for.',
    fault: '`{name}` {fault}: the API server rejects the pod.',
  },
  rationale: `
    The pod does not start, or asks for an account that does not exist. What is tried next is often to leave the account out,
    and then the image decides, which with Server Core means an administrator.`,
  remedy: 'Write the account as `DOMAIN\\USER` or `USER` in single quotes.',
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/#windows-username-limitations',
    'https://yaml.org/spec/1.2.2/#57-escaped-characters',
  ],
  bad: [
    {
      language: 'yaml',
      code: pod('«"NT AUTHORITY\\Local service"» # as little as possible'),
      fixed: pod("'NT AUTHORITY\\Local service' # as little as possible"),
    },
    {
      language: 'yaml',
      code: pod('«"NT AUTHORITY\\NETWORK SERVICE"»'),
      fixed: pod("'NT AUTHORITY\\NETWORK SERVICE'"),
    },
    { language: 'yaml', code: pod('«"CONTOSO\\app"»'), fixed: pod("'CONTOSO\\app'") },
    {
      language: 'yaml',
      code: `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {os: {name: windows}, containers: [{name: web, image: "web:1", securityContext: {windowsOptions: {runAsUserName: «"CONTOSO\\boss"»}}}]}\n`,
      fixed: `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {os: {name: windows}, containers: [{name: web, image: "web:1", securityContext: {windowsOptions: {runAsUserName: 'CONTOSO\\boss'}}}]}\n`,
    },
    { language: 'yaml', code: pod('«app@contoso.com»') },
    { language: 'yaml', code: pod('«CONTOSO/app»') },
    { language: 'yaml', code: pod("'«CONTOSO\\web\\app»'") },
    { language: 'yaml', code: pod("'«CONTOSO\\»'") },
    { language: 'yaml', code: pod("'«.\\app»'") },
    { language: 'yaml', code: pod('«...»') },
  ],
  good: examples(
    'yaml',
    pod("'NT AUTHORITY\\Local service'"),
    pod('NT AUTHORITY\\Local service'),
    pod('"NT AUTHORITY\\\\Local service"'),
    pod('ContainerUser'),
    pod("'corp.contoso.example\\app'"),
    pod('"{{ .Values.domain }}\\app"'),
    pod('{{ .Values.user | quote }}'),
    pod('${USER}@x'),
    pod("'user.name-1 $%&'"),
  ),
  visit: {
    'kubernetes.container'({ user }, { report }) {
      if (!user || /\$[({_]/.test(user.value)) return;
      const { misread, value, at, span } = user;
      if (misread) {
        const fix = { title: 'Write it in single quotes', edits: [misread.requote] };
        report('misread', span, { escape: misread.text }, { fixes: [fix] });
        return;
      }
      const fault = faultOf(value);
      if (fault) report('fault', at, { name: value, fault });
    },
  },
});
