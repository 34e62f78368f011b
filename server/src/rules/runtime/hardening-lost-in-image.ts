import { is, textArgument } from '../../facts/command/command';
import { classify } from '../../facts/tls/classify';
import { defineRule } from '../rule';

/** Commands whose change an image does not keep (microsoft/Windows-Containers#328), and what is kept instead. */
const lost: readonly (readonly [name: string, instead: string])[] = [
  ['Enable-TlsCipherSuite', 'the policy value `Functions`'],
  ['Disable-TlsCipherSuite', 'the policy value `Functions`'],
  ['Enable-TlsEccCurve', 'the policy value `EccCurves`'],
  ['Disable-TlsEccCurve', 'the policy value `EccCurves`'],
];

export default defineRule({
  name: 'runtime/hardening-lost-in-image',
  title: 'Hardening in an image build is lost',
  severity: 'medium',
  confidence: 'medium',
  cwe: [693],
  tags: ['tls', 'dockerfile'],
  fixable: false,
  messages: {
    lost: '`{command}` holds until the build step ends: containers start with the suites of before; {instead} stays.',
  },
  rationale: `
    The step shows the change, and the container does not have it: a suite that was disabled in the build is offered again
    when the container starts, and nothing says so.`,
  remedy:
    'Write the policy value under SOFTWARE\\Policies\\Microsoft\\Cryptography\\Configuration\\SSL\\00010002 in the image, or run the command when the container starts.',
  references: [
    'https://github.com/microsoft/Windows-Containers/issues/328',
    'https://learn.microsoft.com/windows-server/security/tls/manage-tls',
  ],
  bad: [
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN powershell -Command «Disable-TlsCipherSuite» -Name TLS_RSA_WITH_3DES_EDE_CBC_SHA\n',
    },
  ],
  good: [
    { language: 'powershell', code: 'Disable-TlsCipherSuite -Name TLS_RSA_WITH_3DES_EDE_CBC_SHA' },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN powershell -Command Get-TlsCipherSuite\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN powershell -Command Enable-TlsCipherSuite -Name TLS_RSA_WITH_3DES_EDE_CBC_SHA\n',
    },
  ],
  visit: {
    command(command, { report }) {
      if (command.place.runs !== 'build' || command.place.os !== 'windows') return;
      const found = lost.find(([name]) => is(command, name));
      // What weakens is no hardening that could be lost.
      const grade = classify(textArgument(command, 'Name') ?? '')?.grade;
      if (is(command, 'Enable-TlsCipherSuite') && (grade === 'weak' || grade === 'insecure')) return;
      if (found) report('lost', command.nameSpan, { command: found[0], instead: found[1] });
    },
  },
});
