import pc from 'picocolors';
import { severities } from '../base/severity';
import { catalog } from '../engine/all';
import { write } from './output';

/** Lists the rules. */
export async function runRules(flags: { readonly json?: boolean; readonly color: boolean }): Promise<number> {
  await write(flags.json ? asJson() : asTable(flags.color && process.stdout.isTTY === true));
  return 0;
}

const asJson = (): string =>
  `${JSON.stringify(
    catalog.rules.map(({ name, title, severity, confidence, optIn, cwe, tags, fixable, references }) => ({
      name,
      title,
      severity,
      confidence,
      enabled: !optIn,
      cwe,
      tags,
      fixable,
      references,
    })),
    undefined,
    2,
  )}\n`;

function asTable(colour: boolean): string {
  const paint = pc.createColors(colour && pc.isColorSupported);
  const nameWidth = Math.max(0, ...catalog.rules.map(rule => rule.name.length));
  const gradeWidth = Math.max(...severities.map(it => it.length));
  return catalog.rules
    .map(({ name, severity, title, optIn, fixable }) => {
      const notes = [optIn ? 'off by default' : '', fixable ? 'fix' : ''].filter(Boolean).join(', ');
      return `${paint.bold(name.padEnd(nameWidth))}  ${severity.padEnd(gradeWidth)}  ${title}${notes ? paint.dim(` (${notes})`) : ''}\n`;
    })
    .join('');
}
