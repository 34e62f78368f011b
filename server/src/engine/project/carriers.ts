import type { Language } from '../../facts/source';
import { configuresSpire, speaksOfSpire } from '../../facts/spire/look';
import { languageOf } from '../languages';

/** Languages whose files may hold a configuration of SPIRE. */
const carriers: ReadonlySet<Language | undefined> = new Set([
  'yaml',
  'hcl',
  'json',
  'powershell',
  'cmd',
  'dockerfile',
  'shell',
]);

/** Files of which the text has to tell the language. JSON is too common to be opened whatever its name. */
const perhaps = /\.(?:conf|cfg|sh)(?:\.\w+)?$|(?:^|[/._-])(?:agent|server|spire)[^/]*\.json$/i;

/** Whether a file of this name may hold objects that other files ask about. */
export const mayHoldObjects = (path: string): boolean => carriers.has(languageOf(path)) || perhaps.test(path);

/** Whether a file holds such objects beside those of Kubernetes: what its reader finds. */
export const holdsMore = configuresSpire;

/** Whether what is said of a file may depend on objects of others. */
export const asksAround = (language: Language, text: string): boolean => language === 'yaml' || speaksOfSpire(text);
