import assert from 'node:assert/strict';
import { catalog } from '../../server/src/engine/all';
import { type EditorSettings, SettingsStore } from '../../server/src/lsp/settings/store';

describe('the settings of folders', () => {
  it('that change while they are read are those of the last change', async () => {
    const answers: ((settings: EditorSettings) => void)[] = [];
    const store = new SettingsStore({
      catalog,
      editorSettings: () => new Promise(resolve => answers.push(resolve)),
      folderOf: () => undefined,
      complain: () => {},
    });
    const severity = async (asked: ReturnType<SettingsStore['for']>): Promise<string | undefined> =>
      (await asked).settings.for('a.ps1').rules.find(it => it.rule.name === 'firewall/firewall-off')?.severity;
    const before = store.for(undefined);
    store.invalidate();
    const after = store.for(undefined);
    answers[0]!({ rules: { 'firewall/firewall-off': 'info' } });
    assert.equal(await severity(before), 'info');
    answers[1]!({});
    assert.equal(await severity(after), undefined);
  });
});
