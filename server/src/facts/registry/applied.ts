import type { MappedText } from '../../base/mapped-text';
import { isSecurityTemplate } from '../../syntax/inf/parse';
import type { Command } from '../command/command';
import { type Template, templateOf } from '../inf/template';
import { policyTextWrites } from '../lgpo/policy';
import { textWrites } from './text';
import type { RegistryWrite } from './write';

const isRegistryText = ({ text }: MappedText): boolean =>
  /^[\s\uFEFF]*(?:Windows Registry Editor|REGEDIT4)/i.test(text);

/** What a command sets by the file that it applies, where that is a security template. */
export const appliedTemplate = ({ applied, place }: Command): Template | undefined =>
  applied && isSecurityTemplate(applied.text) ? templateOf(applied, place) : undefined;

/** The registry writes of the file that a command applies: of the registry editor, of `secedit`, of LGPO.exe. */
export function appliedWrites(command: Command): readonly RegistryWrite[] {
  const { applied, place } = command;
  if (!applied) return [];
  if (isRegistryText(applied)) return textWrites(applied, place);
  return appliedTemplate(command)?.writes ?? policyTextWrites(applied, place);
}
